namespace PersonaSim.Engine.Agents.Personas;

/// <summary>By which way a personality reaches a mind. Arms of one seed have the same people.</summary>
public enum Arm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Not at all, but a text without a personality stands where the prompt arm has one, of about its length.</summary>
    Neutral,

    /// <summary>As a text about the person.</summary>
    Prompt,

    /// <summary>As doses of the traits' directions.</summary>
    Steer,

    /// <summary>As text and as doses.</summary>
    Both,

    /// <summary>As doses of directions made from shuffled labels, with the real ones' norms: they should do nothing that looks like a trait.</summary>
    Placebo,

    /// <summary>As doses of another trait's direction: what shows should be the borrowed trait.</summary>
    Deranged,
}
