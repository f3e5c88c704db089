namespace PersonaSim.Vectors.Contrast;

/// <summary>What a text is for. The first three make vectors, the others measure or describe what the vectors do.</summary>
public enum LintRole
{
    Situation,
    High,
    Low,

    /// <summary>A sentence of the prompt arms.</summary>
    Persona,

    /// <summary>A situation or an option of the behaviour scenarios.</summary>
    Behaviour,

    /// <summary>A sentence of a questionnaire.</summary>
    Instrument,
}
