using System.Buffers.Binary;

namespace PersonaSim.Native.Gguf;

/// <summary>Reads a stream forwards; every read first checks that the file still holds that many bytes.</summary>
internal sealed class GgufCursor
{
    private const int WindowBytes = 64 * 1024;
    private readonly Stream _stream;
    private readonly byte[] _window;
    private long _windowStart;
    private int _windowLength;

    public GgufCursor(Stream stream, string file)
    {
        _stream = stream;
        File = file;
        Length = stream.Length;
        _window = new byte[(int)Math.Clamp(Length, sizeof(ulong), WindowBytes)];
    }

    public string File { get; }

    public long Length { get; }

    public long Offset { get; private set; }

    public long Remaining => Length - Offset;

    public uint U32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), field));

    public ulong U64(string field) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), field));

    /// <summary>Moves past <paramref name="count"/> bytes that <see cref="Require"/> has seen to be there.</summary>
    public void Skip(long count) => Offset += count;

    /// <summary>Refuses the file unless <paramref name="count"/> bytes are left.</summary>
    public void Require(ulong count, string field)
    {
        if (count > (ulong)Remaining)
            throw Fail(field, $"needs {count} bytes, but the file has {Remaining} left of {Length}");
    }

    /// <summary>Fills <paramref name="target"/>; its length has been checked by <see cref="Require"/>.</summary>
    public void Fill(Span<byte> target)
    {
        var buffered = Offset >= _windowStart && Offset < _windowStart + _windowLength
            ? _window.AsSpan((int)(Offset - _windowStart), (int)Math.Min(target.Length, _windowStart + _windowLength - Offset))
            : default;
        buffered.CopyTo(target);
        if (buffered.Length < target.Length)
        {
            _stream.Position = Offset + buffered.Length;
            ReadExactly(target[buffered.Length..]);
        }

        Offset += target.Length;
    }

    public GgufFormatException Fail(string field, string detail, long? at = null) => new(File, field, at ?? Offset, detail);

    private ReadOnlySpan<byte> Take(int count, string field)
    {
        Require((ulong)count, field);
        if (Offset < _windowStart || Offset + count > _windowStart + _windowLength)
        {
            _stream.Position = _windowStart = Offset;
            _windowLength = (int)Math.Min(_window.Length, Remaining);
            ReadExactly(_window.AsSpan(0, _windowLength));
        }

        var span = _window.AsSpan((int)(Offset - _windowStart), count);
        Offset += count;
        return span;
    }

    private void ReadExactly(Span<byte> target)
    {
        try
        {
            _stream.ReadExactly(target);
        }
        catch (EndOfStreamException)
        {
            throw Fail("file", $"became shorter than {Length} bytes while it was read");
        }
    }
}
