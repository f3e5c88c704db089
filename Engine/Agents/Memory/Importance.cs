namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// How much a moment matters, 0 to 1: <c>0.8 x weight(kind, event) + 0.2 x novelty</c>. The weight is looked up by what happened, never by how
/// many words tell it; novelty is <see cref="MemoryStream.Novelty"/>. The same table holds for everybody: what a person finds important shows
/// in what it says, and must not be put in beforehand.
/// </summary>
public static class Importance
{
    private const float EventShare = 0.8f, NoveltyShare = 0.2f;

    /// <summary>Words meant for somebody else matter this much of what they would matter if said to one's face.</summary>
    private const float OverheardShare = 0.75f;

    public static float Of(MemoryKind kind, EventType what, float novelty)
    {
        if (!(novelty is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(novelty), novelty, "Novelty lies in 0..1.");
        var weight = kind switch
        {
            MemoryKind.Reflection => 1f,
            MemoryKind.Plan => 0.5f,
            MemoryKind.Overheard => OverheardShare * Weight(what),
            _ => Weight(what),
        };
        return (EventShare * weight) + (NoveltyShare * novelty);
    }

    private static float Weight(EventType what) => what switch
    {
        EventType.Routine => 0.05f,
        EventType.Movement => 0.1f,
        EventType.Work => 0.2f,
        EventType.Talk => 0.3f,
        EventType.Deal or EventType.Gossip => 0.5f,
        EventType.Gift or EventType.Promise => 0.6f,
        EventType.Gain => 0.7f,
        EventType.Loss or EventType.Conflict => 0.85f, // losses weigh more than gains of the same size
        EventType.Milestone => 1f,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No weight is known for this event."),
    };
}
