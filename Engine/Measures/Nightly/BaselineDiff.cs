namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>What moved between a baseline and what a study comes to now.</summary>
/// <param name="Moved">Hashes first, then numbers, the largest share first.</param>
/// <param name="Compared">How many hashes and numbers were held against each other.</param>
/// <param name="Notes">What else is not as it was, and may explain it.</param>
public sealed record BaselineDiff(IReadOnlyList<Movement> Moved, int Compared, IReadOnlyList<string> Notes)
{
    /// <summary>Names of what a history is at a tick begin so; they are ordered by tick.</summary>
    public const string History = "event hash after tick ";

    public static BaselineDiff Between(Baseline then, Baseline now)
    {
        var texts = new List<Movement>();
        foreach (var name in then.Exact.Keys.Union(now.Exact.Keys, StringComparer.Ordinal))
        {
            if (then.Exact.GetValueOrDefault(name) is var before && now.Exact.GetValueOrDefault(name) is var after && before != after) texts.Add(Movement.OfText(name, before, after));
        }

        var numbers = new List<Movement>();
        foreach (var name in then.Numbers.Keys.Union(now.Numbers.Keys, StringComparer.Ordinal))
        {
            var (before, after) = (then.Numbers.GetValueOrDefault(name), now.Numbers.GetValueOrDefault(name));
            // a run too short to be timed on one of the two machines has no speed there
            if ((before is null || after is null) && (before ?? after)!.As == Closeness.Factor) continue;
            if (before is null || after is null || !before.Holds(after.Value)) numbers.Add(Movement.OfNumber(name, before, after));
        }

        return new BaselineDiff([.. texts, .. numbers.OrderByDescending(m => Math.Abs(m.Share ?? double.PositiveInfinity)).ThenBy(m => m.Name, StringComparer.Ordinal)], then.Exact.Count + then.Numbers.Count, [.. Explanations(then, now)]);
    }

    /// <summary>The last tick behind which both histories are one, and the first behind which they are two; nulls: not known.</summary>
    public static (long? Same, long? Other) Parting(Baseline then, Baseline now)
    {
        (long? same, long? other) = (null, null);
        foreach (var (tick, name) in then.Exact.Keys.Where(k => k.StartsWith(History, StringComparison.Ordinal)).Select(k => (long.Parse(k[History.Length..], System.Globalization.CultureInfo.InvariantCulture), k)).OrderBy(k => k.Item1))
        {
            if (!now.Exact.TryGetValue(name, out var hash)) continue;
            if (hash != then.Exact[name]) return (same, other ?? tick);
            same = tick;
        }

        return (same, other);
    }

    private static IEnumerable<string> Explanations(Baseline then, Baseline now)
    {
        foreach (var (what, hash) in then.Inputs)
        {
            if (now.Inputs.GetValueOrDefault(what) is var present && present != hash) yield return present is null ? $"{what}: the baseline had one, and now there is none" : $"{what}: not the baseline's ({hash[..Math.Min(12, hash.Length)]} then, {present[..Math.Min(12, present.Length)]} now)";
        }
    }
}
