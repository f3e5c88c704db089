namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// Words as they were spoken. Each stream takes from it the side of its owner, and who was not there takes nothing.
/// </summary>
/// <param name="Tick">When it was said, not when it is offered: that is how a line offered again is known.</param>
/// <param name="To">The addressee; null: everyone present.</param>
/// <param name="Present">Who was in earshot; speaker and addressee need not be listed.</param>
public sealed record Utterance(long Tick, string Speaker, string? To, string Text, string? Place, IReadOnlyList<string> Present)
{
    /// <summary>What these words are to one agent; null when they never reached it.</summary>
    public MemoryKind? KindFor(string who)
    {
        if (who == Speaker) return MemoryKind.Said;
        if (who == To) return MemoryKind.Heard;
        if (!Present.Contains(who, StringComparer.Ordinal)) return null;
        return To is null ? MemoryKind.Heard : MemoryKind.Overheard;
    }
}
