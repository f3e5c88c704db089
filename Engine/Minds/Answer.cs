namespace PersonaSim.Engine.Minds;

/// <summary>Who really answered.</summary>
public enum AnswerSource
{
    /// <summary>The rule mind, by configuration.</summary>
    Rule,

    Model,

    /// <summary>The rule with a neutral persona, because the model's answer was refused.</summary>
    Fallback,

    /// <summary>A store of an earlier run.</summary>
    Recorded,
}

/// <summary>An answer and what it took.</summary>
public sealed record Answer(AskKey Key, AnswerValue Value, AnswerSource Source)
{
    /// <summary>What the model wrote, before it was parsed.</summary>
    public string Raw { get; init; } = "";

    public string? Refusal { get; init; }

    /// <summary>Optional blocks that were left out, because the prompt did not fit.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public AnswerUsage Usage { get; init; }
}

/// <summary>What one answer cost.</summary>
/// <param name="PromptTokens">Tokens of the prompt as submitted.</param>
/// <param name="ComputedTokens">Of these, tokens that were computed for this ask alone; shared prefixes are counted once per page, in the ledger.</param>
/// <param name="GeneratedTokens">Tokens drawn, or forced by the shape and fed.</param>
/// <param name="Overrides">Draws that the shape refused: how often it overrode the model's first choice.</param>
/// <param name="ThoughtTokens">Tokens of a thinking model's thoughts, cut off.</param>
public readonly record struct AnswerUsage(int PromptTokens, int ComputedTokens, int GeneratedTokens, int Overrides, int ThoughtTokens);
