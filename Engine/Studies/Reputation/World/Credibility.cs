namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>How far a listener believes a piece of gossip, in five words.</summary>
public static class Credibility
{
    public static IReadOnlyList<string> Words { get; } = ["not credible", "hardly credible", "undecided", "credible", "very credible"];

    /// <summary>Gossip that counts as believed in the society's history.</summary>
    public static bool IsBelieved(int word) => word >= 2;

    /// <summary>As 0 to 1.</summary>
    public static double Weight(int word) => word / (double)(Words.Count - 1);
}
