namespace PersonaSim.Vectors.Contrast;

/// <summary>What was looked at and what was found, worst first.</summary>
public sealed record LintReport(int Texts, IReadOnlyList<LintSummary> Sets, IReadOnlyList<LintFinding> Findings)
{
    public int Count(LintSeverity severity) => Findings.Count(f => f.Severity == severity);
}
