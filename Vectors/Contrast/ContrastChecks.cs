namespace PersonaSim.Vectors.Contrast;

/// <summary>What is asked of a set beyond well-formed lines.</summary>
internal static class ContrastChecks
{
    public static IEnumerable<ContrastProblem> Of(ContrastSet set) => [.. Ids(set), .. Duplicates(set), .. Balance(set), .. Counts(set)];

    public static IEnumerable<ContrastProblem> Ids(ContrastSet set)
    {
        var seen = new Dictionary<string, ContrastItem>(StringComparer.Ordinal);
        foreach (var item in set.Items)
        {
            if (!seen.TryAdd(item.Id, item)) yield return new ContrastProblem(item.Line, item.Id, "id", $"'{item.Id}' stands in line {seen[item.Id].Line} too");
        }
    }

    /// <summary>Texts that stand in two items; answers may return in a control's scenarios, because their questions differ.</summary>
    public static IEnumerable<ContrastProblem> Duplicates(ContrastSet set)
    {
        var seen = new Dictionary<string, ContrastItem>(StringComparer.Ordinal);
        foreach (var item in set.Items)
        {
            (string Field, string Text)[] texts = item.Kind == ContrastKind.Statement ? [("high", item.High), ("low", item.Low)]
                : set.Rules == ContrastRules.Control ? [("situation", item.Situation)]
                : [("situation", item.Situation), ("high", item.High), ("low", item.Low)];
            foreach (var (field, text) in texts)
            {
                var plain = LintWords.Normalise(text);
                if (seen.TryGetValue(plain, out var other) && other != item) yield return new ContrastProblem(item.Line, item.Id, field, $"the text stands in {other.Id} (line {other.Line}) too");
                else seen[plain] = item;
            }
        }
    }

    /// <summary>The high option is shown first in half of the scenarios of each facet and split, give or take one of an odd number.</summary>
    public static IEnumerable<ContrastProblem> Balance(ContrastSet set)
    {
        var scenarios = set.Items.Where(i => i.Kind == ContrastKind.Scenario).ToList();
        foreach (var group in scenarios.GroupBy(i => (i.Facet, i.Split)))
        {
            if (Off(group) is { } found) yield return Problem(group.Last(), $"the high option comes first in {found} of the {Words(set, group.Key.Facet)}{group.Key.Split.ToString().ToLowerInvariant()} scenarios; expected half");
        }

        foreach (var group in scenarios.GroupBy(i => i.Facet))
        {
            if (Off(group) is { } found) yield return Problem(group.Last(), $"the high option comes first in {found} of all {Words(set, group.Key)}scenarios; expected half");
        }

        static string? Off(IEnumerable<ContrastItem> group)
        {
            var (high, all) = (group.Count(i => i.HighFirst == true), group.Count());
            return Math.Abs((2 * high) - all) > all % 2 ? $"{high} of {all}" : null;
        }

        static ContrastProblem Problem(ContrastItem item, string reason) => new(item.Line, item.Id, "first", reason);
    }

    public static IEnumerable<ContrastProblem> Counts(ContrastSet set)
    {
        var last = set.Items[^1];
        foreach (var (split, least) in new[] { (ContrastSplit.Train, set.Rules.Train), (ContrastSplit.Test, set.Rules.Test) })
        {
            if (set.Rules == ContrastRules.Imported) continue;
            if (set.Items.Count(i => i.Split == split) is var n && n < least) yield return Few(n, split, least, set.Name);
        }

        for (var facet = 1; facet <= (set.Rules.FacetTrain > 0 ? 6 : 0); facet++)
        {
            foreach (var (split, least) in new[] { (ContrastSplit.Train, set.Rules.FacetTrain), (ContrastSplit.Test, set.Rules.FacetTest) })
            {
                if (set.Items.Count(i => i.Facet == facet && i.Split == split) is var n && n < least) yield return Few(n, split, least, $"facet {facet} of {set.Name}");
            }
        }

        ContrastProblem Few(int n, ContrastSplit split, int least, string where) => new(last.Line, last.Id, "split", $"{where} has {n} {split.ToString().ToLowerInvariant()} items, needs {least}");
    }

    private static string Words(ContrastSet set, int facet) => facet == 0 ? "" : $"{set.Name}{facet} ";
}
