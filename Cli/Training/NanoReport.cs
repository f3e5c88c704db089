namespace PersonaSim.Cli.Training;

/// <summary>
/// One trait in one kind of question: what the options show of it, on average, for somebody low, in the middle and high; and what the rule would
/// answer there. Slope: what a high person shows more than a low one, as a share of the rule's.
/// </summary>
internal sealed record ExamRow(string Group, string Context, char Trait, double Low, double Middle, double High, double RuleLow, double RuleMiddle, double RuleHigh)
{
    public double Moved => High - Low;

    /// <summary>As a share of what the rule moves; null where the rule does not.</summary>
    public double? Slope => Math.Abs(RuleHigh - RuleLow) > 1e-9 ? (High - Low) / (RuleHigh - RuleLow) : null;

    public double Bias => Middle - RuleMiddle;
}

/// <summary>How well a kind of document's answers are predicted: the exponential of the mean loss of a token.</summary>
internal sealed record KindRow(string Kind, int Documents, double Perplexity);

/// <summary>How many answers of a kind were valid as the model wrote them, with nothing that held it to the form.</summary>
internal sealed record ValidRow(string Kind, int Asked, int Valid, string FirstRefusal);

internal sealed record NanoReport(string Model, double Bound, bool Passed, IReadOnlyList<ExamRow> PromptArm, IReadOnlyList<ValidRow> Validity, IReadOnlyList<KindRow> Kinds)
{
    /// <summary>What doses do to behaviour; null where it was not asked.</summary>
    public SteeredReport? Steered { get; init; }

    /// <summary>Why not, where it was wanted and could not be asked.</summary>
    public string? NotSteered { get; init; }
}
