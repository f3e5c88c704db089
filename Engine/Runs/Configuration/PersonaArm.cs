namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>How a personality reaches the model.</summary>
public enum PersonaArm
{
    [Doc("Not at all.")]
    None,

    [Doc("Not at all, with a persona-free text of the length that the prompt arm's has.")]
    Neutral,

    [Doc("Described in the prompt.")]
    Prompt,

    [Doc("As doses of trait directions in the model's activations.")]
    Steer,

    [Doc("In the prompt and in the activations.")]
    Both,

    [Doc("As doses of directions made from shuffled labels, as large as the real ones.")]
    Placebo,

    [Doc("As doses of another trait's direction.")]
    Deranged,
}
