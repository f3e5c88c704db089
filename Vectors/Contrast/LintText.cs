namespace PersonaSim.Vectors.Contrast;

/// <summary>A text that is compared with all others.</summary>
/// <param name="Source">Its file, as a reader would look for it.</param>
/// <param name="Id">Its item; texts of one item are not compared with each other.</param>
/// <param name="Trait">One of E, A, C, N, O, or null.</param>
public sealed record LintText(string Source, string Id, LintRole Role, char? Trait, string Text)
{
    /// <summary>For texts of a contrast set.</summary>
    public ContrastSplit? Split { get; init; }

    /// <summary>An answer to a control's question: "Yes, it does." may return, because the questions differ.</summary>
    public bool IsAnswer { get; init; }

    internal bool IsContrast => Role is LintRole.Situation or LintRole.High or LintRole.Low;

    internal string Where => $"{Source} {Id}";
}
