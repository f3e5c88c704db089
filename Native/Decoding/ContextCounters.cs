namespace PersonaSim.Native.Decoding;

/// <summary>The library's own counters of a context; a decode of one token counts as generation, a longer one as prompt.</summary>
public readonly record struct ContextCounters(int PromptTokens, double PromptMilliseconds, int GeneratedTokens, double GeneratedMilliseconds, int GraphsReused);
