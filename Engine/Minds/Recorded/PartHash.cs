using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
    [ThreadStatic] private static PartHash? _ofThread;
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly ConditionalWeakTable<Block, byte[]> _blocks = []; // shared blocks are the same object in many asks
    private readonly ConditionalWeakTable<Block, byte[]>.CreateValueCallback _hash; // made once
    private readonly List<byte[]> _parts = [];

    private PartHash() => _hash = Block;

    /// <summary>One a thread: it holds scratch memory and the blocks' hashes.</summary>
    public static PartHash OfThread => _ofThread ??= new PartHash();

    /// <summary>The hash of each part, in a fixed order: the blocks, their shared count, shape, mode, doses, scope, seed.</summary>
    public IReadOnlyList<byte[]> Parts(Ask ask)
    {
        _parts.Clear();
        foreach (var block in ask.Blocks) _parts.Add(_blocks.GetValue(block, _hash));
        _parts.Add(Number(ask.SharedBlocks));
        _parts.Add(Shape(ask.Shape));
        _parts.Add(Number((int)ask.Mode));
        _parts.Add(Doses(ask.Doses));
        _parts.Add(Number((int)ask.Scope));
        _parts.Add(Number(unchecked((long)ask.Seed)));
        return _parts;
    }

    /// <summary>The hash of all parts in hexadecimal.</summary>
    public string Whole(IReadOnlyList<byte[]> parts)
    {
        _bytes.ResetWrittenCount();
        Write(parts.Count);
        foreach (var part in parts) _bytes.Write(part);
        return Convert.ToHexStringLower(Take());
    }

    private byte[] Block(Block block)
    {
        _bytes.ResetWrittenCount();
        Write(block.Name);
        Write(block.Role);
        Write(block.Text);
        Write(block.Optional ? 1 : 0);
        return Take();
    }

    private byte[] Shape(Shape shape)
    {
        _bytes.ResetWrittenCount();
        Write(shape);
        return Take();
    }

    private byte[] Doses(IReadOnlyList<DirectionDose> doses)
    {
        _bytes.ResetWrittenCount();
        Write(doses.Count);
        foreach (var (direction, dose) in doses)
        {
            Write(direction);
            Write(BitConverter.SingleToInt32Bits(dose));
        }

        return Take();
    }

    private byte[] Number(long number)
    {
        _bytes.ResetWrittenCount();
        Write(number);
        return Take();
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

    private byte[] Take() => SHA256.HashData(_bytes.WrittenSpan);
}
