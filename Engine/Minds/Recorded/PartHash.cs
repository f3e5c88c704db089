using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>
/// SHA-256 of an ask's parts in one canonical binary form: numbers little-endian, every text and list with its length before it, every kind of
/// shape with a number of its own, so that no two different parts are the same bytes. The whole is the SHA-256 of the parts' hashes.
/// </summary>
internal sealed class PartHash
{
    public const int Bytes = SHA256.HashSizeInBytes;

    private const int Others = 6; // shared count, shape, mode, doses, scope, seed
    private const int Recent = 8;
    [ThreadStatic] private static PartHash? _ofThread;
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Remembered<Block> _shared = new(); // the same object in many asks
    private readonly Remembered<Shape> _shapes = new();
    private readonly byte[][] _numbers = new byte[64][]; // modes, scopes and counts are small
    private byte[]? _noDoses;
    private byte[] _parts = new byte[16 * Bytes];

    private PartHash()
    {
    }

    /// <summary>One a thread: it holds scratch memory and a few hashes.</summary>
    public static PartHash OfThread => _ofThread ??= new PartHash();

    /// <summary>
    /// The hashes of the parts, one behind the other, in a fixed order: the blocks, their shared count, shape, mode, doses, scope, seed. They stand
    /// until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Parts(Ask ask)
    {
        var count = ask.Blocks.Count + Others;
        if (_parts.Length < count * Bytes) _parts = new byte[2 * count * Bytes];
        var at = 0;
        for (var i = 0; i < ask.Blocks.Count; i++)
        {
            var block = ask.Blocks[i];
            if (i < ask.SharedBlocks) Put(_shared.Find(block) ?? _shared.Keep(block, Hashed(block)), ref at);
            else Hash(block, ref at);
        }

        Put(Number(ask.SharedBlocks), ref at);
        Put(_shapes.Find(ask.Shape) ?? _shapes.Keep(ask.Shape, Hashed(ask.Shape)), ref at);
        Put(Number((int)ask.Mode), ref at);
        if (ask.Doses.Count == 0) Put(_noDoses ??= Hashed(ask.Doses), ref at);
        else Put(Hashed(ask.Doses), ref at);
        Put(Number((int)ask.Scope), ref at);
        _bytes.ResetWrittenCount();
        Write(unchecked((long)ask.Seed));
        Take(ref at);
        return _parts.AsSpan(0, at);
    }

    /// <summary>The hash of all parts in hexadecimal.</summary>
    public string Whole(ReadOnlySpan<byte> parts)
    {
        _bytes.ResetWrittenCount();
        Write(parts.Length / Bytes);
        _bytes.Write(parts);
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(_bytes.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    private byte[] Hashed(Block block)
    {
        var hash = new byte[Bytes];
        Fill(block);
        SHA256.HashData(_bytes.WrittenSpan, hash);
        return hash;
    }

    private void Hash(Block block, ref int at)
    {
        Fill(block);
        Take(ref at);
    }

    private void Fill(Block block)
    {
        _bytes.ResetWrittenCount();
        Write(block.Name);
        Write(block.Role);
        Write(block.Text);
        Write(block.Optional ? 1 : 0);
    }

    private byte[] Hashed(Shape shape)
    {
        _bytes.ResetWrittenCount();
        Write(shape);
        return SHA256.HashData(_bytes.WrittenSpan);
    }

    private byte[] Hashed(IReadOnlyList<DirectionDose> doses)
    {
        _bytes.ResetWrittenCount();
        Write(doses.Count);
        foreach (var (direction, dose) in doses)
        {
            Write(direction);
            Write(BitConverter.SingleToInt32Bits(dose));
        }

        return SHA256.HashData(_bytes.WrittenSpan);
    }

    private byte[] Number(int number)
    {
        if ((uint)number < (uint)_numbers.Length && _numbers[number] is { } known) return known;
        _bytes.ResetWrittenCount();
        Write(number);
        var hash = SHA256.HashData(_bytes.WrittenSpan);
        if ((uint)number < (uint)_numbers.Length) _numbers[number] = hash;
        return hash;
    }

    private void Put(byte[] hash, ref int at)
    {
        hash.CopyTo(_parts, at);
        at += Bytes;
    }

    private void Take(ref int at)
    {
        SHA256.HashData(_bytes.WrittenSpan, _parts.AsSpan(at, Bytes));
        at += Bytes;
    }

    private void Write(Shape shape)
    {
        switch (shape)
        {
            case ChoiceShape choice:
                Write(1);
                Write(choice.Options.Count);
                foreach (var option in choice.Options) Write(option);
                break;
            case ScaleShape scale:
                Write(2);
                Write(scale.Low);
                Write(scale.High);
                break;
            case TextShape text:
                Write(3);
                Write(text.Limit);
                break;
            case FieldsShape fields:
                Write(4);
                Write(fields.Fields.Count);
                foreach (var (name, inner) in fields.Fields)
                {
                    Write(name);
                    Write(inner);
                }

                break;
            case VectorShape vector:
                Write(5);
                Write(vector.Length);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), $"A {shape.GetType().Name} has no canonical form.");
        }
    }

    // length in UTF-16 units, then the units themselves: also half a character, which UTF-8 would replace, is told apart
    private void Write(string text)
    {
        Write(text.Length);
        if (BitConverter.IsLittleEndian)
        {
            _bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
            return;
        }

        foreach (var unit in text) BinaryPrimitives.WriteUInt16LittleEndian(Reserve(sizeof(ushort)), unit);
    }

    private void Write(long number) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), number);

    private Span<byte> Reserve(int count)
    {
        var span = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return span;
    }

    // The last few, by identity. A table of weak references, which this was, costs the collector a handle for each block of a page.
    private sealed class Remembered<T>
        where T : class
    {
        private readonly (T? Of, byte[]? Hash)[] _known = new (T?, byte[]?)[Recent];
        private int _next;

        public byte[]? Find(T what)
        {
            foreach (var (of, hash) in _known)
            {
                if (ReferenceEquals(of, what)) return hash;
            }

            return null;
        }

        public byte[] Keep(T what, byte[] hash)
        {
            _known[_next++ % Recent] = (what, hash);
            return hash;
        }
    }
}
