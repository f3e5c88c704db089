namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Rules as people propose and read them.</summary>
public static class RuleKinds
{
    /// <summary>In the enum's order.</summary>
    public static IReadOnlyList<string> Words { get; } = ["fine theft", "fine public quarrels", "lower the tax", "raise the tax", "feed the hungry"];

    public static string WordOf(RuleKind kind) => Words[(int)kind];

    public static RuleKind? Of(string words)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (Words[i] == words) return (RuleKind)i;
        }

        return null;
    }
}
