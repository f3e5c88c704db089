namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>What a mind's provider charges per million tokens, in one currency of the user's choice.</summary>
/// <param name="CachedInput">Prompt tokens that the provider took from its cache; null: they cost what others cost.</param>
public sealed record Prices(decimal Input, decimal Output, decimal? CachedInput = null)
{
    private const decimal Million = 1_000_000;

    /// <summary>The price of an answer; thoughts are part of what was generated and are paid as such.</summary>
    public decimal Of(AnswerUsage usage)
    {
        var cached = Math.Max(0, usage.PromptTokens - usage.ComputedTokens);
        return (((usage.PromptTokens - cached) * Input) + (cached * (CachedInput ?? Input)) + (usage.GeneratedTokens * Output)) / Million;
    }
}
