namespace PersonaSim.Engine.Runs.Planning;

/// <summary>What a run will ask of one mind.</summary>
/// <param name="PromptTokens">As submitted, shared blocks counted for every ask.</param>
/// <param name="OwnTokens">Of these, what is not shared: what a mind that shares prefixes computes.</param>
/// <param name="AnswerTokens">As long as the rules' own answers are.</param>
public sealed record RunEstimate(string Mind, long Calls, long PromptTokens, long OwnTokens, long AnswerTokens, long Pages);
