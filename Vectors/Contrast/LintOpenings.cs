namespace PersonaSim.Vectors.Contrast;

/// <summary>Openings that return: a set written by template teaches the template.</summary>
internal static class LintOpenings
{
    private const int Words = 3;
    private const int Most = 5; // items of a set that may begin alike

    public static IEnumerable<LintFinding> Check(ContrastSet set)
    {
        var openings = from item in set.Items
                       from opening in Texts(set, item).Select(Opening).OfType<string>().Distinct(StringComparer.Ordinal)
                       group item by opening into items
                       where items.Count() > Most
                       select items;
        foreach (var items in openings) yield return new LintFinding(LintSeverity.Warning, "opening", $"{set.Name} {items.First().Id}", "", $"{items.Count()} items have a text that begins with '{items.Key} ...'");
    }

    // answers to a control's questions return by design
    private static IEnumerable<string> Texts(ContrastSet set, ContrastItem item) =>
        item.Kind == ContrastKind.Statement ? [item.High, item.Low] : set.Rules == ContrastRules.Control ? [item.Situation] : [item.Situation, item.High, item.Low];

    private static string? Opening(string text)
    {
        var words = LintWords.Split(text);
        return words.Count > Words ? string.Join(' ', words.Take(Words)) : null;
    }
}
