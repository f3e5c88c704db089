namespace PersonaSim.Native.Gguf;

/// <summary>What the file says about one tensor.</summary>
/// <param name="Name">At most 63 bytes.</param>
/// <param name="Type">The element type.</param>
/// <param name="Dims">One to four sizes, the row length first, as ggml orders them.</param>
/// <param name="Offset">Where the data starts, counted from the file's data section.</param>
/// <param name="ByteLength">Bytes of data, without padding.</param>
/// <param name="InfoOffset">Where this description stands in the file, for messages.</param>
public sealed record GgufTensor(string Name, GgmlType Type, IReadOnlyList<long> Dims, long Offset, long ByteLength, long InfoOffset)
{
    /// <summary>The shape as written in a message: <c>[896, 151936]</c>.</summary>
    public string Shape => $"[{string.Join(", ", Dims)}]";
}
