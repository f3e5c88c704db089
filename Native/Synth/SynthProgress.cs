namespace PersonaSim.Native.Synth;

/// <summary>How far the making of a model got.</summary>
public readonly record struct SynthProgress(string Tensor, long BytesDone, long BytesTotal);

/// <summary>What was made.</summary>
public sealed record SynthResult(string Path, long Bytes, long Parameters);
