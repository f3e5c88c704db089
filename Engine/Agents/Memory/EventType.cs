namespace PersonaSim.Engine.Agents.Memory;

/// <summary>What kind of thing happened, as the study that made it happen knows it; nothing is guessed from words.</summary>
public enum EventType
{
    /// <summary>Nothing changed: a look around, the weather, the usual.</summary>
    Routine,

    /// <summary>Someone came, went or moved.</summary>
    Movement,

    /// <summary>Everyday talk.</summary>
    Talk,

    /// <summary>Work or study.</summary>
    Work,

    /// <summary>A bargain, a purchase, an offer taken or refused.</summary>
    Deal,

    /// <summary>News about a third person.</summary>
    Gossip,

    /// <summary>Something given or received without return.</summary>
    Gift,

    /// <summary>A promise, a request, an appointment.</summary>
    Promise,

    /// <summary>A gain that matters.</summary>
    Gain,

    /// <summary>A loss that matters.</summary>
    Loss,

    /// <summary>A quarrel, a theft, a broken promise, a sanction.</summary>
    Conflict,

    /// <summary>What a life is told by: an election, a new post, a wedding, a death.</summary>
    Milestone,
}
