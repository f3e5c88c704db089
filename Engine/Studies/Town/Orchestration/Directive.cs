namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>A line for one person, for a while.</summary>
public sealed record Directive
{
    /// <summary>Who is told, by name.</summary>
    public string Who { get; init; } = "";

    /// <summary>What they are told.</summary>
    public string Text { get; init; } = "";

    /// <summary>The first tick at which it holds.</summary>
    public long From { get; init; }

    /// <summary>The last tick at which it holds.</summary>
    public long Until { get; init; } = long.MaxValue;
}
