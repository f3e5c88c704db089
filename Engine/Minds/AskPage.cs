namespace PersonaSim.Engine.Minds;

/// <summary>The phase's own rule for an ask: the offline mind, and what answers when a model's answer is refused.</summary>
/// <param name="neutral">True: answer for a person without any personality, so that a fallback cannot act out the effect under test.</param>
public delegate AnswerValue Rule(Ask ask, bool neutral);

/// <summary>Asks that are answered together; a batch, its plan and its prefixes are a function of the page alone.</summary>
public sealed record AskPage(IReadOnlyList<Ask> Asks, Rule Rule);
