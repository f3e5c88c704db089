namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>One note of the library: what it says, where it stands, and the question that it answers.</summary>
internal sealed record ResearchFact(int Source, string Thing, string Query, string Question, string Text, string Value)
{
    public IReadOnlyList<string> ThingWords { get; } = [.. Words.Of(Thing).Distinct(StringComparer.Ordinal)];

    /// <summary>Everything that a query may find it by.</summary>
    public IReadOnlyList<string> AllWords { get; } = [.. Words.Of($"{Thing} {Query} {Question} {Text}").Distinct(StringComparer.Ordinal)];

    private readonly List<string> _value = Words.Of(Value);

    /// <summary>
    /// Whether a claim says this: the thing, the value, and no other number. Otherwise one could claim every year at once.
    /// </summary>
    public bool IsSaidBy(IReadOnlyList<string> claim, string sourceId)
    {
        return ThingWords.All(claim.Contains) && _value.All(claim.Contains)
            && claim.All(w => !char.IsAsciiDigit(w[0]) || _value.Contains(w) || string.Equals(w, sourceId, StringComparison.OrdinalIgnoreCase));
    }
}
