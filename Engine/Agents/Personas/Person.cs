namespace PersonaSim.Engine.Agents.Personas;

/// <summary>Somebody, and the personality the study means them to have.</summary>
public sealed record Person(string Name, Traits Traits)
{
    /// <summary>Their own arm, where people of one town have different ones; null: the run's.</summary>
    public Arm? Arm { get; init; }
}
