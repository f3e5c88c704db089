using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>What an arm needs to know besides the people.</summary>
public sealed record PersonaSettings(Arm Arm)
{
    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    /// <summary>Dose of a direction for one standard deviation of its trait, where no card says it.</summary>
    public double DosePerSd { get; init; } = 1;

    /// <summary>Raw doses of named directions, given to everybody beside the arm's; a person's own go before them.</summary>
    public IReadOnlyDictionary<string, double> Directions { get; init; } = Person.NoDoses;

    /// <summary>SHA-256 of each direction's file, by name.</summary>
    public IReadOnlyDictionary<string, string> VectorHashes { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Doses and texts are given from these ticks on, or not; empty: always.</summary>
    public IReadOnlyList<(long From, bool On)> Schedule { get; init; } = [];

    public bool IsOn(long tick)
    {
        var on = true;
        foreach (var (from, value) in Schedule)
        {
            if (tick >= from) on = value;
        }

        return on;
    }
}
