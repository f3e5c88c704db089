using System.Diagnostics.CodeAnalysis;

namespace PersonaSim.Native.Gguf;

/// <summary>A GGUF file whose structure has been read and checked; the tensors' data stays on disk until asked for.</summary>
public sealed class GgufFile : IDisposable
{
    private readonly Stream _stream;
    private readonly Dictionary<string, GgufTensor> _byName;

    internal GgufFile(
        Stream stream, string path, uint version, GgufMetadata metadata, List<GgufTensor> tensors, long dataOffset, int alignment)
    {
        _stream = stream;
        Path = path;
        Version = version;
        Metadata = metadata;
        Tensors = tensors;
        DataOffset = dataOffset;
        Alignment = alignment;
        _byName = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    public string Path { get; }

    public uint Version { get; }

    public GgufMetadata Metadata { get; }

    /// <summary>In the file's order, which is also the order of their data.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Where the data section starts, in bytes from the file's start.</summary>
    public long DataOffset { get; }

    public int Alignment { get; }

    public long Length => _stream.Length;

    /// <summary><c>general.architecture</c>; a file without one is refused.</summary>
    public string Architecture => Metadata.GetString("general.architecture");

    /// <summary>Opens and reads a file, or throws <see cref="GgufFormatException"/>; the caller disposes it.</summary>
    public static GgufFile Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be opened: {e.Message}", e);
        }

        return Read(stream, path);
    }

    /// <summary>Reads a GGUF file from a stream that can seek; the result owns the stream, also when this throws.</summary>
    public static GgufFile Read(Stream stream, string name)
    {
        try
        {
            return new GgufReader(stream, name).Read();
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public bool TryGetTensor(string name, [MaybeNullWhen(false)] out GgufTensor tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Copies bytes of a tensor, from <paramref name="from"/> on, into <paramref name="target"/>; not for two threads at once.</summary>
    public void ReadTensor(GgufTensor tensor, Span<byte> target, long from = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target.Length, tensor.ByteLength - from, nameof(target));
        _stream.Position = DataOffset + tensor.Offset + from;
        _stream.ReadExactly(target);
    }

    /// <summary>A copy of all bytes of a tensor.</summary>
    public byte[] ReadTensor(GgufTensor tensor)
    {
        var bytes = new byte[tensor.ByteLength];
        ReadTensor(tensor, bytes);
        return bytes;
    }

    public void Dispose() => _stream.Dispose();
}
