namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>How often each person did what.</summary>
internal sealed class DeedCounts(int people)
{
    private readonly SortedDictionary<string, long[]> _counts = new(StringComparer.Ordinal);
    private readonly long[] _all = new long[people];

    public IReadOnlyList<string> Outcomes => [.. _counts.Keys.Select(a => $"{OutcomeKey.Action}/{a}")];

    public void Add(string action, int person, long count)
    {
        if (!_counts.TryGetValue(action, out var counts)) _counts[action] = counts = new long[_all.Length];
        counts[person] += count;
        _all[person] += count;
    }

    /// <summary>Each action's share of all deeds, successful or not.</summary>
    public double[] Shares(bool[]? some = null, bool those = true)
    {
        var all = Sum(_all, some, those);
        return [.. _counts.Values.Select(c => Sum(c, some, those) / (double)all)]; // nobody did anything: not a number
    }

    private static long Sum(long[] counts, bool[]? some, bool those)
    {
        var sum = 0L;
        for (var p = 0; p < counts.Length; p++)
        {
            if (some is null || some[p] == those) sum += counts[p];
        }

        return sum;
    }
}
