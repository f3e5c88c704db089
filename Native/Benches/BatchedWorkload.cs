using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Benches;

/// <summary>llama.cpp's batched benchmark: every sequence gets its own random prompt, then one token per sequence and step.</summary>
public sealed record BatchedWorkload(int Sequences, int Prompt, int Generate)
{
    /// <summary>Tokens that a context needs room for.</summary>
    public int Cells => ContextOptions.CellsFor(Sequences * ((long)Prompt + Generate));
}
