namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What a provider charges; the names of <see cref="Minds.Ledgers.Prices"/>.</summary>
public sealed record PricesConfig
{
    [Doc("The price of a million prompt tokens, in a currency of your choice."), Range(0), Unit("per million tokens"), Example("0.15")]
    public required decimal Input { get; init; }

    [Doc("The price of a million generated tokens, thoughts included."), Range(0), Unit("per million tokens"), Example("0.6")]
    public required decimal Output { get; init; }

    [Doc("The price of a million prompt tokens that the provider took from its cache; without it they cost what others cost."), Range(0), Unit("per million tokens")]
    public decimal? CachedInput { get; init; }
}
