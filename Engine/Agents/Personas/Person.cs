namespace PersonaSim.Engine.Agents.Personas;

/// <summary>Somebody, and the personality the study means them to have.</summary>
public sealed record Person(string Name, Traits Traits);
