namespace PersonaSim.Vectors.Contrast;

/// <summary>What else than the trait could tell the poles of a set apart: length, negations, the first person.</summary>
internal static class LintPoles
{
    private const double ShortestRatio = 0.6;
    private const double LongestRatio = 1.6;
    private const double WarnDifference = 0.02; // of the mean length
    private const double MostDifference = 0.05;
    private const double MostShare = 0.15; // difference between the poles' shares of texts

    private static readonly HashSet<string> _negations = new(["no", "not", "none", "never", "nobody", "nothing", "nor", "neither", "nowhere", "without", "cannot", "dont", "doesnt", "wont"], StringComparer.Ordinal);
    private static readonly HashSet<string> _self = new(["i", "me", "my", "mine", "myself"], StringComparer.Ordinal);

    public static IEnumerable<LintFinding> Check(ContrastSet set)
    {
        foreach (var item in set.Items)
        {
            var ratio = (double)item.High.Length / item.Low.Length;
            if (ratio is < ShortestRatio or > LongestRatio) yield return new LintFinding(LintSeverity.Warning, "length", $"{set.Name} {item.Id}", "", $"high is {ratio:0.00} times as long as low: \"{item.High}\" / \"{item.Low}\"");
        }

        var (high, low) = (set.Items.Average(i => i.High.Length), set.Items.Average(i => i.Low.Length));
        var difference = (high - low) / ((high + low) / 2);
        if (Math.Abs(difference) > WarnDifference)
        {
            yield return new LintFinding(Math.Abs(difference) > MostDifference ? LintSeverity.Error : LintSeverity.Warning, "length", set.Name, "", $"high texts have {high:0.0} characters on average, low ones {low:0.0}: {difference:+0.0%;-0.0%}");
        }

        // the agree control is a contrast of negations by design
        if (set.Rules == ContrastRules.Control) yield break;
        foreach (var kind in set.Items.GroupBy(i => i.Kind))
        {
            foreach (var (words, what) in new[] { (_negations, "a negation"), (_self, "the first person") })
            {
                var (inHigh, inLow) = (Share(kind.Select(i => i.High), words), Share(kind.Select(i => i.Low), words));
                if (Math.Abs(inHigh - inLow) > MostShare) yield return new LintFinding(LintSeverity.Warning, "poles", set.Name, "", $"{what} stands in {inHigh:0%} of the high {kind.Key.ToString().ToLowerInvariant()} texts and in {inLow:0%} of the low ones");
            }
        }
    }

    private static double Share(IEnumerable<string> texts, HashSet<string> words) => texts.Average(t => LintWords.Split(t).Any(words.Contains) ? 1.0 : 0.0);
}
