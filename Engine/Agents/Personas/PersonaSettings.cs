using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>What an arm needs to know besides the people.</summary>
public sealed record PersonaSettings(Arm Arm)
{
    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    /// <summary>Dose of a direction for one standard deviation of its trait, where no card says it.</summary>
    public double DosePerSd { get; init; } = 1;

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
