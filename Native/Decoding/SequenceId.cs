namespace PersonaSim.Native.Decoding;

/// <summary>A sequence of a context's KV cache, from 0 to one below the context's count.</summary>
public readonly record struct SequenceId(int Value)
{
    public override string ToString() => "sequence " + Value;
}
