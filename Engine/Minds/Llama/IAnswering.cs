namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Turns an ask's logits into its answer: by drawing, or by scoring every option.</summary>
internal interface IAnswering
{
    /// <summary>Tokens behind the prompt that cells are set aside for; an answer that needs more takes them where there are any.</summary>
    int ExpectedTokens { get; }

    /// <summary>Tokens forced before the first draw, to be computed behind the prompt; null: the answer is known without any.</summary>
    int[]? Begin();

    /// <summary>The answer when <see cref="Begin"/> gave null.</summary>
    Answered Whole();

    /// <summary>Ends without a value.</summary>
    /// <param name="kind">One word for the ledger.</param>
    Answered Refuse(string kind, string why);

    /// <summary>Reads the logits of the slot's rows and either sets what the slot computes next, or returns the answer.</summary>
    Answered? Read(Slot slot, LogitRows logits);
}

/// <summary>How an ask ended: a value, or why there is none.</summary>
internal sealed record Answered(AnswerValue? Value, string Raw, int Drawn = 0, int Forced = 0, int Overrides = 0)
{
    public string? Refusal { get; init; }

    /// <summary>The refusal in one word.</summary>
    public string Kind { get; init; } = "";

    public int Thoughts { get; init; }

    public int RefusedDraws { get; init; }
}
