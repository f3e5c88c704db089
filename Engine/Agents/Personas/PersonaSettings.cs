using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>What an arm needs to know besides the people.</summary>
public sealed record PersonaSettings(Arm Arm)
{
    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    /// <summary>Dose of a direction for one standard deviation of its trait, where no card says it.</summary>
    public double DosePerSd { get; init; } = 1;

    /// <summary>Raw doses for trait units, for those directions that a dose card knows; null: none does.</summary>
    public DoseTable? Cards { get; init; }

    /// <summary>Raw doses of named directions, given to everybody beside the arm's; a person's own go before them.</summary>
    public IReadOnlyDictionary<string, double> Directions { get; init; } = Person.NoDoses;

    /// <summary>SHA-256 of each direction's file, by name.</summary>
    public IReadOnlyDictionary<string, string> VectorHashes { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a dose of 1 of a direction adds in lengths of the residual stream, by name; those for which it was measured.</summary>
    public IReadOnlyDictionary<string, double> VectorSizes { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>From which ticks on doses and texts are given or not, and how large doses are; empty: always, whole.</summary>
    public IReadOnlyList<(long From, bool On, double Factor)> Schedule { get; init; } = [];

    public bool IsOn(long tick) => At(tick).On;

    /// <summary>How much of a dose the schedule intends at a tick.</summary>
    public double FactorAt(long tick) => At(tick).Factor;

    private (bool On, double Factor) At(long tick)
    {
        var now = (On: true, Factor: 1.0);
        foreach (var (from, on, factor) in Schedule)
        {
            if (tick >= from) now = (on, factor);
        }

        return now;
    }
}
