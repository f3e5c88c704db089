namespace PersonaSim.Vectors.Contrast;

/// <summary>How bad a finding is, worst first.</summary>
public enum LintSeverity
{
    /// <summary>A measurement with these texts could not be believed.</summary>
    Error,

    /// <summary>Look at it and decide.</summary>
    Warning,

    /// <summary>Known, and not ours to change.</summary>
    Note,
}
