namespace PersonaSim.Engine.Society.Safety;

/// <summary>What the safety governor looks for and does.</summary>
public sealed record SafetyConfig
{
    /// <summary>How much it does: off, log_only or enforce.</summary>
    public SafetyMode Mode { get; init; } = SafetyMode.Enforce;

    /// <summary>The prompt file with the phrases of each category.</summary>
    public string Lexicon { get; init; } = "safety/lexicon";

    /// <summary>The part of a dose that a hit takes away: 0.2 leaves 0.8 of what there was.</summary>
    public double Backoff { get; init; } = 0.2;

    /// <summary>The least that is left of a dose after any number of hits.</summary>
    public double Floor { get; init; } = 0.2;

    /// <summary>What was taken away halves in so many ticks.</summary>
    public double HalfLife { get; init; } = 24;

    /// <summary>The least severity at which a hit takes dose away.</summary>
    public SafetySeverity BackoffFrom { get; init; } = SafetySeverity.Medium;

    /// <summary>What becomes of a line with a threat of violence.</summary>
    public SafetyPolicy Violence { get; init; } = SafetyPolicy.Redact;

    /// <summary>What becomes of a line about hurting oneself.</summary>
    public SafetyPolicy SelfHarm { get; init; } = SafetyPolicy.Drop;

    /// <summary>What becomes of a hateful line.</summary>
    public SafetyPolicy Hate { get; init; } = SafetyPolicy.Drop;

    /// <summary>What becomes of a line about bombs and other weapons against people.</summary>
    public SafetyPolicy Weapons { get; init; } = SafetyPolicy.Redact;

    /// <summary>What becomes of a sexual line.</summary>
    public SafetyPolicy Sexual { get; init; } = SafetyPolicy.Drop;

    /// <summary>What becomes of a line with somebody's address or number.</summary>
    public SafetyPolicy PersonalData { get; init; } = SafetyPolicy.Redact;

    public SafetyPolicy PolicyOf(SafetyCategory category) => category switch
    {
        SafetyCategory.Violence => Violence,
        SafetyCategory.SelfHarm => SelfHarm,
        SafetyCategory.Hate => Hate,
        SafetyCategory.Weapons => Weapons,
        SafetyCategory.Sexual => Sexual,
        _ => PersonalData,
    };
}
