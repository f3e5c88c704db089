using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>A line for everybody that comes back.</summary>
public sealed record Reminder
{
    [Doc("What everybody reads.")]
    public string Text { get; init; } = "";

    [Doc("It comes back every so many ticks.")]
    public int Every { get; init; } = 8;

    [Doc("The tick at which it comes first.")]
    public long First { get; init; }

    [Doc("How many ticks it stays each time.")]
    public int Stays { get; init; } = 1;

    /// <summary>Whether it is read at a tick.</summary>
    public bool IsDue(long tick) => tick >= First && (tick - First) % Every < Stays;
}
