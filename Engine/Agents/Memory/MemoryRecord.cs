namespace PersonaSim.Engine.Agents.Memory;

/// <summary>One memory of one agent.</summary>
/// <param name="Id">A running number of the stream: position, not content, so two equal moments stay two memories.</param>
/// <param name="Importance">0 (nothing) to 1 (turns a life); see <see cref="Agents.Memory.Importance"/>.</param>
/// <param name="About">The other agent: the addressee of what was said, the speaker of what was heard or overheard.</param>
public sealed record MemoryRecord(int Id, long Tick, MemoryKind Kind, string Text, float Importance, string? About, string? Place)
{
    /// <summary>Whom overheard words were meant for; null for every other kind.</summary>
    public string? To { get; init; }

    /// <summary>Whether a prompt would show the same sentence for both.</summary>
    internal bool SaysTheSame(MemoryRecord other) => Kind == other.Kind && Text == other.Text && About == other.About && To == other.To;
}
