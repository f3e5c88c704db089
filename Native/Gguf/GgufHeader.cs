using System.Text;

namespace PersonaSim.Native.Gguf;

/// <summary>What a GGUF file to be written will hold: metadata in the order set, and the tensors in the order of their data.</summary>
public sealed class GgufHeader
{
    /// <summary>Tensor data starts on a multiple of this; it is the format's default, so no key has to say it.</summary>
    public const int Alignment = 32;

    private const int NameLimit = 63; // ggml keeps 64 bytes with the closing zero
    private readonly List<KeyValuePair<string, object>> _metadata = [];
    private readonly List<GgufTensorPlan> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    internal IReadOnlyList<GgufTensorPlan> Tensors => _tensors;

    /// <summary>Bytes of all tensor data, padding included.</summary>
    public long DataBytes { get; private set; }

    /// <summary>Adds a key; the value is a CLR number, a bool, a string, an array of one of these, or a value read from another file.</summary>
    public GgufHeader Set(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_names.Add("key " + key)) throw new ArgumentException($"the key {key} is there already", nameof(key));
        GgufEncoding.TypeOf(value); // refuses what the format cannot hold
        _metadata.Add(new(key, value));
        return this;
    }

    /// <summary>Adds a tensor; the first dimension is the row's length, as in ggml.</summary>
    public GgufHeader Add(string tensor, GgmlType type, params long[] shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(tensor);
        if (Encoding.UTF8.GetByteCount(tensor) > NameLimit) throw new ArgumentException($"the name {tensor} is longer than {NameLimit} bytes", nameof(tensor));
        if (shape.Length is 0 or > 4 || shape.Any(n => n < 1)) throw new ArgumentException($"{tensor}: 1 to 4 positive dimensions wanted, found [{string.Join(", ", shape)}]", nameof(shape));
        if (!_names.Add("tensor " + tensor)) throw new ArgumentException($"the tensor {tensor} is there already", nameof(tensor));
        var rows = shape.Skip(1).Aggregate(1L, (product, n) => checked(product * n));
        var bytes = checked(GgmlTypes.RowBytes(type, shape[0]) * rows);
        _tensors.Add(new GgufTensorPlan(tensor, type, [.. shape], DataBytes, bytes));
        DataBytes = checked(DataBytes + Padded(bytes));
        return this;
    }

    internal static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>Everything before the tensor data, padded to where that starts.</summary>
    internal byte[] ToBytes()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8); // little-endian on every platform
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((long)_tensors.Count);
        writer.Write((long)_metadata.Count);
        foreach (var (key, value) in _metadata)
        {
            GgufEncoding.Text(writer, key);
            GgufEncoding.Value(writer, value);
        }

        foreach (var tensor in _tensors)
        {
            GgufEncoding.Text(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Count);
            foreach (var n in tensor.Shape) writer.Write(n);
            writer.Write((int)tensor.Type);
            writer.Write(tensor.Offset);
        }

        writer.Write(new byte[Padded(memory.Length) - memory.Length]);
        writer.Flush();
        return memory.ToArray();
    }
}

/// <summary>A tensor's place in a file to be written; <paramref name="Offset"/> counts from where tensor data starts.</summary>
internal sealed record GgufTensorPlan(string Name, GgmlType Type, IReadOnlyList<long> Shape, long Offset, long Bytes);
