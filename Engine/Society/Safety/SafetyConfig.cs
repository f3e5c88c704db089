using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Society.Safety;

/// <summary>What the safety governor looks for and does.</summary>
public sealed record SafetyConfig
{
    [Doc("How much it does: off, log_only or enforce.")]
    public SafetyMode Mode { get; init; } = SafetyMode.Enforce;

    [Doc("The prompt file with the phrases of each category.")]
    public string Lexicon { get; init; } = "safety/lexicon";

    [Doc("The part of a dose that a hit takes away: 0.2 leaves 0.8 of what there was.")]
    public double Backoff { get; init; } = 0.2;

    [Doc("The least that is left of a dose after any number of hits.")]
    public double Floor { get; init; } = 0.2;

    [Doc("What was taken away halves in so many ticks.")]
    public double HalfLife { get; init; } = 24;

    [Doc("The least severity at which a hit takes dose away.")]
    public SafetySeverity BackoffFrom { get; init; } = SafetySeverity.Medium;

    [Doc("What becomes of a line with a threat of violence.")]
    public SafetyPolicy Violence { get; init; } = SafetyPolicy.Redact;

    [Doc("What becomes of a line about hurting oneself.")]
    public SafetyPolicy SelfHarm { get; init; } = SafetyPolicy.Drop;

    [Doc("What becomes of a hateful line.")]
    public SafetyPolicy Hate { get; init; } = SafetyPolicy.Drop;

    [Doc("What becomes of a line about bombs and other weapons against people.")]
    public SafetyPolicy Weapons { get; init; } = SafetyPolicy.Redact;

    [Doc("What becomes of a sexual line.")]
    public SafetyPolicy Sexual { get; init; } = SafetyPolicy.Drop;

    [Doc("What becomes of a line with somebody's address or number.")]
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
