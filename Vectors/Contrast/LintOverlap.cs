namespace PersonaSim.Vectors.Contrast;

/// <summary>Texts that are the same, or nearly: every pair, by way of the stems that they share.</summary>
internal static class LintOverlap
{
    // as in the published project's split verifier, which reports from 0.8; texts of fewer stems share half of them by chance
    private const double Twin = 0.5;
    private const int LeastStems = 4;
    private const int LeastContained = 3;

    public static IEnumerable<LintFinding> Check(IReadOnlyList<LintText> texts) => [.. Identical(texts), .. Alike(texts)];

    private static IEnumerable<LintFinding> Identical(IReadOnlyList<LintText> texts)
    {
        foreach (var group in texts.GroupBy(t => LintWords.Normalise(t.Text), StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            var first = group.First();
            foreach (var other in group.Skip(1))
            {
                if (Severity(first, other, identical: true) is { } severity) yield return new LintFinding(severity, "identical", first.Where, other.Where, first.Text);
            }
        }
    }

    private static IEnumerable<LintFinding> Alike(IReadOnlyList<LintText> texts)
    {
        var holders = new Dictionary<string, List<int>>(StringComparer.Ordinal); // stem -> texts before this one
        var (sizes, shared, touched, plain) = (new int[texts.Count], new int[texts.Count], new List<int>(), new string[texts.Count]);
        for (var i = 0; i < texts.Count; i++)
        {
            var stems = LintWords.Stems(texts[i].Text).ToList();
            (sizes[i], plain[i]) = (stems.Count, LintWords.Normalise(texts[i].Text));
            foreach (var stem in stems)
            {
                if (!holders.TryGetValue(stem, out var before)) holders[stem] = before = [];
                foreach (var j in before)
                {
                    if (shared[j]++ == 0) touched.Add(j);
                }

                before.Add(i);
            }

            foreach (var j in touched)
            {
                if (plain[i] != plain[j] && Pair(texts[j], texts[i], sizes[j], sizes[i], shared[j]) is { } finding) yield return finding;
                shared[j] = 0;
            }

            touched.Clear();
        }
    }

    private static LintFinding? Pair(LintText a, LintText b, int sizeA, int sizeB, int shared)
    {
        var jaccard = (double)shared / (sizeA + sizeB - shared);
        if (jaccard >= Twin && Math.Min(sizeA, sizeB) >= LeastStems)
        {
            if (Severity(a, b, identical: false) is not { } severity) return null;
            return new LintFinding(severity, Leaks(a, b) ? "leak" : "twin", a.Where, b.Where, $"{jaccard:0.00} of the stems shared: \"{a.Text}\" / \"{b.Text}\"");
        }

        // a short questionnaire item hides whole in a longer text
        var (item, text, size) = a.Role == LintRole.Instrument ? (a, b, sizeA) : (b, a, sizeB);
        if (item.Role != LintRole.Instrument || text.Role == LintRole.Instrument || size < LeastContained || shared < size) return null;
        return new LintFinding(LintSeverity.Warning, "contained", text.Where, item.Where, $"holds every stem of \"{item.Text}\": \"{text.Text}\"");
    }

    private static bool Leaks(LintText a, LintText b) => a.IsContrast && b.IsContrast && a.Source == b.Source && a.Split != b.Split;

    // null: as it should be
    private static LintSeverity? Severity(LintText a, LintText b, bool identical)
    {
        var sameFile = a.Source == b.Source;
        if (sameFile && a.Id == b.Id) return null;
        if (a.Role == LintRole.Instrument && b.Role == LintRole.Instrument) return LintSeverity.Note; // as published
        if (a.Role == LintRole.Persona && b.Role == LintRole.Persona && !identical) return sameFile && a.Trait == b.Trait ? null : LintSeverity.Warning; // neighbours on a scale share words
        if (a.IsContrast && b.IsContrast)
        {
            if (sameFile && a.IsAnswer && b.IsAnswer) return null;
            return identical || Leaks(a, b) ? LintSeverity.Error : LintSeverity.Warning;
        }

        return a.Role == LintRole.Behaviour && b.Role == LintRole.Behaviour && !identical ? LintSeverity.Warning : LintSeverity.Error;
    }
}
