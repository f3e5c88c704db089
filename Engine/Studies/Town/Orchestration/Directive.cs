using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>A line for one person, for a while.</summary>
public sealed record Directive
{
    [Doc("Who is told, by name.")]
    public string Who { get; init; } = "";

    [Doc("What they are told.")]
    public string Text { get; init; } = "";

    [Doc("The first tick at which it holds.")]
    public long From { get; init; }

    [Doc("The last tick at which it holds.")]
    public long Until { get; init; } = long.MaxValue;
}
