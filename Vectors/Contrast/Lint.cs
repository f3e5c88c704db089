namespace PersonaSim.Vectors.Contrast;

/// <summary>
/// Texts that make vectors, texts that describe personas and texts that measure both must not be the same texts, and a contrast must not be
/// one of length, letters or negations.
/// </summary>
public static class Lint
{
    /// <param name="sets">Contrast sets; their balance, lengths and openings are looked at too.</param>
    /// <param name="others">Persona prompts, behaviour scenarios, instruments.</param>
    public static LintReport Check(IReadOnlyList<ContrastSet> sets, IReadOnlyList<LintText> others)
    {
        List<LintText> texts = [.. sets.SelectMany(Texts), .. others];
        List<LintFinding> found = [.. sets.SelectMany(Structure), .. LintWords.Check(texts), .. LintOverlap.Check(texts), .. sets.SelectMany(LintPoles.Check), .. sets.SelectMany(LintOpenings.Check)];
        return new LintReport(texts.Count, [.. sets.Select(LintSummary.Of)], [.. found.OrderBy(f => f.Severity).ThenBy(f => f.Rule, StringComparer.Ordinal)]);
    }

    /// <summary>The share of two texts' stems that both have: of all of them, and of those of the shorter text; a single stem says nothing, and shares nothing.</summary>
    public static (double OfAll, double OfShorter) Overlap(string one, string other) => Overlap(Stems(one), Stems(other));

    /// <summary>The same of two texts' <see cref="Stems"/>.</summary>
    public static (double OfAll, double OfShorter) Overlap(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        var shared = (double)a.Count(b.Contains);
        return a.Count == 0 || b.Count == 0 ? (0, 0) : Math.Min(a.Count, b.Count) == 1 ? (shared / (a.Count + b.Count - shared), 0) : (shared / (a.Count + b.Count - shared), shared / Math.Min(a.Count, b.Count));
    }

    /// <summary>The stems of a text's content words.</summary>
    public static IReadOnlySet<string> Stems(string text) => LintWords.Stems(text).ToHashSet(StringComparer.Ordinal);

    /// <summary>The texts of a set, each by itself.</summary>
    public static IEnumerable<LintText> Texts(ContrastSet set)
    {
        foreach (var item in set.Items)
        {
            var answers = item.Kind == ContrastKind.Scenario && set.Rules == ContrastRules.Control;
            if (item.Kind == ContrastKind.Scenario) yield return Text(LintRole.Situation, item.Situation);
            yield return Text(LintRole.High, item.High);
            yield return Text(LintRole.Low, item.Low);

            LintText Text(LintRole role, string text) => new(set.Name, item.Id, role, set.Trait, text) { Split = item.Split, IsAnswer = answers && role != LintRole.Situation };
        }
    }

    private static IEnumerable<LintFinding> Structure(ContrastSet set)
    {
        foreach (var p in ContrastChecks.Ids(set)) yield return Error("id", p);
        foreach (var p in ContrastChecks.Balance(set)) yield return Error("balance", p);
        foreach (var p in ContrastChecks.Counts(set)) yield return Error("count", p);

        LintFinding Error(string rule, ContrastProblem p) => new(LintSeverity.Error, rule, $"{set.Name} {p.Id}", "", $"line {p.Line}: {p.Reason}");
    }
}
