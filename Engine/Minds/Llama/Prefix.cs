using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>A shared prefix of a page: its tokens, where its blocks end, and the sequence that holds it while the page is answered.</summary>
internal sealed record Prefix(string Key, int[] Tokens, int[] Borders, SequenceId Sequence);
