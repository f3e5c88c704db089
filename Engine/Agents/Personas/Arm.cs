using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>By which way a personality reaches a mind. Arms of one seed have the same people.</summary>
public enum Arm
{
    [Doc("Not at all.")]
    None,

    [Doc("Not at all, with a persona-free text of about the length that the prompt arm's has.")]
    Neutral,

    [Doc("Described in the prompt.")]
    Prompt,

    [Doc("As doses of trait directions in the model's activations.")]
    Steer,

    [Doc("In the prompt and in the activations.")]
    Both,

    [Doc("As doses of directions made from shuffled labels, as large as the real ones: they should do nothing that looks like a trait.")]
    Placebo,

    [Doc("As doses of another trait's direction: what shows should be the borrowed trait.")]
    Deranged,
}
