using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Reference;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>What `persim probe --json` prints.</summary>
/// <param name="Mind">What answers depend on besides the questions.</param>
/// <param name="Prompts">SHA-256 of every text that was read.</param>
/// <param name="Vectors">SHA-256 of every direction's file.</param>
/// <param name="ComputedTokens">Of the prompt tokens, those that no shared prefix saved.</param>
internal sealed record ProbeDocument(
    string Model, string? Run, long? Tick, IReadOnlyDictionary<string, string> Mind, IReadOnlyDictionary<string, string> Prompts, IReadOnlyDictionary<string, string> Vectors, string? ReferencePeopleSha256,
    long Questions, long PromptTokens, long ComputedTokens, double Seconds, double QuestionsPerSecond, InstrumentReport Report, SdReference? SdRef);
