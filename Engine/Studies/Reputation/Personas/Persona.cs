using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Personas;

/// <summary>Who somebody is in this study, and what they have learned; no word about the five traits, which are the run's arm.</summary>
/// <param name="Name">As the source calls them.</param>
/// <param name="Text">Who they are.</param>
/// <param name="Lean">−1 (their own comfort) to 1 (the community); rules go by it.</param>
/// <param name="Learned">By role or scenario, e.g. <c>trustee</c>; what is under <c>all</c> holds for every role.</param>
public sealed record Persona(string Name, string Text, double Lean, IReadOnlyDictionary<string, string> Learned)
{
    public string LearnedAs(Part part) => Learned.GetValueOrDefault(part.Word()) ?? Learned.GetValueOrDefault("all") ?? "";
}
