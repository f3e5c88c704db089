namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What somebody remembers of a meeting.</summary>
/// <param name="Grade">How the other treated them, 1 (very bad) to 5 (very good).</param>
public readonly record struct Past(long Tick, int Other, int Grade, string Text);
