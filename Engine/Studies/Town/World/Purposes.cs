namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Purposes as people are asked for them.</summary>
public static class Purposes
{
    /// <summary>In the enum's order.</summary>
    public static IReadOnlyList<string> Words { get; } = ["do my job", "the common task", "go shopping", "be with people", "rest at home", "see a new place", "see to the town's rules"];

    public static string WordOf(Purpose purpose) => Words[(int)purpose];

    /// <summary>The purpose of these words; of unknown ones, null.</summary>
    public static Purpose? Of(string words)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (Words[i] == words) return (Purpose)i;
        }

        return null;
    }
}
