namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Somebody broke what a rule may forbid, and others know of it.</summary>
public sealed class Breach(int id, RuleKind kind, int offender, int victim, long tick)
{
    public int Id { get; } = id;

    public RuleKind Kind { get; } = kind;

    public int Offender { get; } = offender;

    public int Victim { get; } = victim;

    public long Tick { get; } = tick;

    /// <summary>Who told the town hall, or -1.</summary>
    public int ReportedBy { get; set; } = -1;

    /// <summary>Whether it was paid for.</summary>
    public bool Settled { get; set; }
}
