using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PersonaSim.Native.Gguf;

/// <summary>One metadata value: a scalar, a string, or an array of either, kept as the file's own bytes.</summary>
public sealed class GgufValue
{
    private readonly byte[] _bytes;
    private readonly int[] _ends; // strings only: string i is _bytes[start(i).._ends[i]], its 8-byte length stands before it

    internal GgufValue(GgufValueType element, bool isArray, int count, byte[] bytes, int[] ends, long offset)
    {
        ElementType = element;
        IsArray = isArray;
        Count = count;
        _bytes = bytes;
        _ends = ends;
        Offset = offset;
    }

    /// <summary><see cref="GgufValueType.Array"/>, or the scalar's type.</summary>
    public GgufValueType Type => IsArray ? GgufValueType.Array : ElementType;

    /// <summary>The type of each element; of a scalar, its own.</summary>
    public GgufValueType ElementType { get; }

    public bool IsArray { get; }

    /// <summary>How many elements; 1 for a scalar.</summary>
    public int Count { get; }

    /// <summary>Where the value starts in the file, for messages.</summary>
    public long Offset { get; }

    /// <summary>The type as written in a message: <c>u32</c>, <c>array of string</c>.</summary>
    public string TypeName => (IsArray ? "array of " : "") + Name(ElementType);

    /// <summary>The value as the file spells it, without type and count: what a writer copies.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>True where element <paramref name="index"/> is an integer (of any width) that fits.</summary>
    public bool TryGetInteger(out long value, int index = 0)
    {
        var at = ElementType is GgufValueType.String ? default : Scalar(index);
        switch (ElementType)
        {
            case GgufValueType.U8: value = at[0]; return true;
            case GgufValueType.I8: value = (sbyte)at[0]; return true;
            case GgufValueType.U16: value = BinaryPrimitives.ReadUInt16LittleEndian(at); return true;
            case GgufValueType.I16: value = BinaryPrimitives.ReadInt16LittleEndian(at); return true;
            case GgufValueType.U32: value = BinaryPrimitives.ReadUInt32LittleEndian(at); return true;
            case GgufValueType.I32: value = BinaryPrimitives.ReadInt32LittleEndian(at); return true;
            case GgufValueType.U64:
            case GgufValueType.I64:
                value = BinaryPrimitives.ReadInt64LittleEndian(at);
                return ElementType == GgufValueType.I64 || value >= 0;
            default:
                value = 0;
                return false;
        }
    }

    /// <summary>True where element <paramref name="index"/> is a floating-point number.</summary>
    public bool TryGetFloat(out double value, int index = 0)
    {
        value = ElementType switch
        {
            GgufValueType.F32 => BinaryPrimitives.ReadSingleLittleEndian(Scalar(index)),
            GgufValueType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(Scalar(index)),
            _ => 0,
        };
        return ElementType is GgufValueType.F32 or GgufValueType.F64;
    }

    /// <summary>True where element <paramref name="index"/> is a boolean.</summary>
    public bool TryGetBool(out bool value, int index = 0)
    {
        value = ElementType == GgufValueType.Bool && Scalar(index)[0] != 0;
        return ElementType == GgufValueType.Bool;
    }

    /// <summary>The bytes of string <paramref name="index"/>, as the file holds them; a token need not be valid UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int index = 0)
    {
        if (ElementType != GgufValueType.String) throw new InvalidOperationException($"the value is {TypeName}, not string");
        var start = (index == 0 ? 0 : _ends[index - 1]) + sizeof(ulong);
        return _bytes.AsSpan(start, _ends[index] - start);
    }

    /// <summary>String <paramref name="index"/>; invalid UTF-8 becomes U+FFFD.</summary>
    public string Text(int index = 0) => Encoding.UTF8.GetString(Utf8(index));

    /// <summary>The elements without a copy; <typeparamref name="T"/> must be as wide as the element type.</summary>
    public ReadOnlySpan<T> Elements<T>() where T : unmanaged
    {
        if (ElementType == GgufValueType.String || Unsafe.SizeOf<T>() != Width(ElementType))
            throw new InvalidOperationException($"the value is {TypeName}, not of {typeof(T).Name}");
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan());
    }

    /// <summary>Bytes of one element; 0 for strings and arrays, whose elements differ in length.</summary>
    internal static int Width(GgufValueType type) => type switch
    {
        GgufValueType.U8 or GgufValueType.I8 or GgufValueType.Bool => 1,
        GgufValueType.U16 or GgufValueType.I16 => 2,
        GgufValueType.U32 or GgufValueType.I32 or GgufValueType.F32 => 4,
        GgufValueType.U64 or GgufValueType.I64 or GgufValueType.F64 => 8,
        _ => 0,
    };

    internal static string Name(GgufValueType type) => type.ToString().ToLowerInvariant();

    private ReadOnlySpan<byte> Scalar(int index)
    {
        var width = Width(ElementType);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _bytes.AsSpan(index * width, width);
    }
}
