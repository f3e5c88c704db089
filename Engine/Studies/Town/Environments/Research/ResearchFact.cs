namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>One note of the library: what it says, where it stands, and the question that it answers.</summary>
internal sealed record ResearchFact(int Source, string Thing, string Query, string Question, string Text, string Value)
{
    public IReadOnlyList<string> ThingWords { get; } = [.. Words.Of(Thing).Distinct(StringComparer.Ordinal)];

    /// <summary>Everything that a query may find it by.</summary>
    public IReadOnlyList<string> AllWords { get; } = [.. Words.Of($"{Thing} {Query} {Question} {Text}").Distinct(StringComparer.Ordinal)];

    private readonly List<string> _value = Words.Of(Value);

    /// <summary>Whether words name the thing and the value.</summary>
    public bool IsNamedBy(IReadOnlyList<string> words) => ThingWords.All(words.Contains) && _value.All(words.Contains);

    /// <summary>Whether a claim says this, and no number besides but those of the source's own title. Otherwise one could claim every year at once.</summary>
    public bool IsSaidBy(IReadOnlyList<string> claim, ResearchSource source)
    {
        if (!IsNamedBy(claim)) return false;
        var title = Words.Of(source.Title);
        return claim.All(w => !char.IsAsciiDigit(w[0]) || _value.Contains(w) || title.Contains(w));
    }
}
