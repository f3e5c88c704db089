using PersonaSim.Native.Decoding;

namespace PersonaSim.Vectors.Capture;

/// <summary>Everything but model and set that hidden states depend on, to the last bit.</summary>
/// <param name="Template">SHA-256 of the chat template.</param>
/// <param name="Frames">SHA-256 of the words around an item.</param>
/// <param name="LongestText">Tokens that the cache was made for.</param>
/// <param name="Library">Version of llama.cpp and the CPU build that was chosen.</param>
public sealed record CaptureSettings(CapturePosition Position, string Template, string Frames, string Library, int BatchTokens, int PageTokens, int LongestText, int Threads, FlashAttention Flash, bool Gpu);
