namespace PersonaSim.Engine.Agents.Personas;

/// <summary>The five traits of a person, in standard deviations from the population's mean.</summary>
public readonly record struct Traits(double Extraversion, double Agreeableness, double Conscientiousness, double Neuroticism, double Openness)
{
    /// <summary>The traits' letters, in the order that files and tables use.</summary>
    public const string Letters = "EACNO";

    /// <summary>Somebody without a personality.</summary>
    public static Traits Neutral => default;

    public double this[int trait] => trait switch
    {
        0 => Extraversion,
        1 => Agreeableness,
        2 => Conscientiousness,
        3 => Neuroticism,
        4 => Openness,
        _ => throw new ArgumentOutOfRangeException(nameof(trait), trait, "There are five traits, 0 to 4."),
    };

    public double this[char letter] => this[Letters.IndexOf(letter, StringComparison.Ordinal)];

    /// <summary>Each trait times the factor.</summary>
    public Traits Times(double factor) => new(Extraversion * factor, Agreeableness * factor, Conscientiousness * factor, Neuroticism * factor, Openness * factor);

    public static Traits Of(ReadOnlySpan<double> values) => new(values[0], values[1], values[2], values[3], values[4]);
}
