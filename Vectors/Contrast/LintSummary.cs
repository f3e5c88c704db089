namespace PersonaSim.Vectors.Contrast;

/// <summary>A contrast set in numbers.</summary>
/// <param name="HighFirst">Scenarios that show the high option first.</param>
/// <param name="HighLength">Mean characters of the high texts.</param>
/// <param name="LowLength">Mean characters of the low texts.</param>
public sealed record LintSummary(string Set, int Train, int Test, int Scenarios, int Statements, int HighFirst, double HighLength, double LowLength)
{
    internal static LintSummary Of(ContrastSet set) => new(
        set.Name,
        set.Items.Count(i => i.Split == ContrastSplit.Train),
        set.Items.Count(i => i.Split == ContrastSplit.Test),
        set.Items.Count(i => i.Kind == ContrastKind.Scenario),
        set.Items.Count(i => i.Kind == ContrastKind.Statement),
        set.Items.Count(i => i.HighFirst == true),
        set.Items.Average(i => i.High.Length),
        set.Items.Average(i => i.Low.Length));
}
