using System.Collections.Frozen;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>Somebody, and the personality the study means them to have.</summary>
public sealed record Person(string Name, Traits Traits)
{
    internal static IReadOnlyDictionary<string, double> NoDoses { get; } = FrozenDictionary<string, double>.Empty;

    /// <summary>Their own arm, where people of one town have different ones; null: the run's.</summary>
    public Arm? Arm { get; init; }

    /// <summary>Raw doses of named directions that this person has otherwise than everybody.</summary>
    public IReadOnlyDictionary<string, double> Doses { get; init; } = NoDoses;
}
