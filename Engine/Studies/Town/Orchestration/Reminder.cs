namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>A line for everybody that comes back.</summary>
public sealed record Reminder
{
    /// <summary>What everybody reads.</summary>
    public string Text { get; init; } = "";

    /// <summary>It comes back every so many ticks.</summary>
    public int Every { get; init; } = 8;

    /// <summary>The tick at which it comes first.</summary>
    public long First { get; init; }

    /// <summary>How many ticks it stays each time.</summary>
    public int Stays { get; init; } = 1;

    /// <summary>Whether it is read at a tick.</summary>
    public bool IsDue(long tick) => tick >= First && (tick - First) % Every < Stays;
}
