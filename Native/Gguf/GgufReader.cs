using System.Text;
using System.Text.Unicode;

namespace PersonaSim.Native.Gguf;

/// <summary>
/// Reads and checks the structure of a GGUF file without native code. Nothing is allocated for a claimed count before the rest of the
/// file is seen to be long enough for it, so memory stays below twice the file plus a constant.
/// </summary>
internal sealed class GgufReader(Stream stream, string file)
{
    // gguf.cpp compares every key and every tensor name with all before it: these bounds keep that, and our own objects, small
    internal const int MaxKeys = 16_384;
    internal const int MaxTensors = 65_536;
    internal const int MaxKeyBytes = 65_535;
    internal const int DefaultAlignment = 32;
    private const int MaxAlignment = 1 << 20;
    private const int MinKeyBytes = sizeof(ulong) + 1 + sizeof(uint) + 1;
    private const int MinTensorBytes = sizeof(ulong) + 1 + sizeof(uint) + sizeof(ulong) + sizeof(uint) + sizeof(ulong);
    private readonly GgufCursor _cursor = new(stream, file);

    public GgufFile Read()
    {
        var version = Header();
        var tensorCount = Count("tensor count", MaxTensors, MinTensorBytes);
        var keyCount = Count("metadata count", MaxKeys, MinKeyBytes);
        var values = new OrderedDictionary<string, GgufValue>(keyCount, StringComparer.Ordinal);
        for (var i = 0; i < keyCount; i++) ReadPair(values, i);
        var metadata = new GgufMetadata(values, file, _cursor.Offset);
        var alignment = Alignment(metadata);
        var tensors = new GgufTensorReader(_cursor, alignment).Read(tensorCount);
        // without tensors there is no data section, and no padding before it
        var dataOffset = tensorCount == 0 ? _cursor.Offset : Align(_cursor.Offset, alignment);
        if (tensorCount > 0) GgufTensorReader.CheckInside(_cursor, tensors[^1], dataOffset);
        return new GgufFile(stream, file, version, metadata, tensors, dataOffset, alignment);
    }

    internal static long Align(long offset, int alignment) => checked(offset + alignment - 1) & -alignment;

    private uint Header()
    {
        var magic = _cursor.U32("magic");
        if (magic != 0x46554747)
            throw _cursor.Fail("magic", $"is 0x{magic:x8}, expected 0x46554747 ('GGUF'); this is not a GGUF file", 0);
        var version = _cursor.U32("version");
        if ((version & 0xffff) == 0 && version != 0)
            throw _cursor.Fail("version", $"is 0x{version:x8}: a big-endian file; expected a little-endian one of version 2 or 3", 4);
        if (version is not (2 or 3)) throw _cursor.Fail("version", $"is {version}, expected 2 or 3", 4);
        return version;
    }

    private int Count(string field, int most, int bytesEach)
    {
        var at = _cursor.Offset;
        var count = _cursor.U64(field);
        if (count > (ulong)most) throw _cursor.Fail(field, $"is {count}, expected at most {most}", at);
        if ((long)count * bytesEach > _cursor.Remaining)
            throw _cursor.Fail(field, $"is {count}, but the {_cursor.Remaining} bytes left hold at most {_cursor.Remaining / bytesEach}", at);
        return (int)count;
    }

    private void ReadPair(OrderedDictionary<string, GgufValue> values, int index)
    {
        var at = _cursor.Offset;
        var key = Name(_cursor, $"metadata key {index}", MaxKeyBytes);
        var field = $"metadata key {GgufFormatException.Quote(key)}";
        if (values.ContainsKey(key)) throw _cursor.Fail(field, $"is a duplicate of an earlier key (this is key {index})", at);
        values.Add(key, ReadValue(field));
    }

    /// <summary>A key or a tensor's name: 1 to <paramref name="most"/> bytes of UTF-8 without control characters.</summary>
    internal static string Name(GgufCursor cursor, string field, int most)
    {
        var at = cursor.Offset;
        var length = cursor.U64(field);
        if (length == 0 || length > (ulong)most) throw cursor.Fail(field, $"is {length} bytes long, expected 1 to {most}", at);
        cursor.Require(length, field);
        var bytes = new byte[(int)length];
        cursor.Fill(bytes);
        if (!Utf8.IsValid(bytes)) throw cursor.Fail(field, "is not valid UTF-8", at);
        // the library's own copy of a name ends at a zero byte
        if (bytes.AsSpan().ContainsAnyInRange((byte)0, (byte)0x1f)) throw cursor.Fail(field, "holds a control character", at);
        return Encoding.UTF8.GetString(bytes);
    }

    private GgufValue ReadValue(string field)
    {
        var type = ReadType(field);
        var isArray = type == GgufValueType.Array;
        if (isArray && (type = ReadType(field)) == GgufValueType.Array)
            throw _cursor.Fail(field, "is an array of arrays, which the library does not read", _cursor.Offset - sizeof(uint));
        var countAt = _cursor.Offset;
        var count = isArray ? _cursor.U64(field) : 1;
        var least = type == GgufValueType.String ? sizeof(ulong) : GgufValue.Width(type);
        if (count > (ulong)(_cursor.Remaining / least) || count > (ulong)(Array.MaxLength / least))
            throw _cursor.Fail(field, $"claims {count} x {GgufValue.Name(type)}, but the file has {_cursor.Remaining} bytes left", countAt);
        var start = _cursor.Offset;
        var ends = type == GgufValueType.String ? FindStrings((int)count, field) : [];
        var bytes = new byte[ends.Length > 0 ? ends[^1] : (int)count * least];
        _cursor.Fill(bytes);
        var value = new GgufValue(type, isArray, (int)count, bytes, ends, start);
        if (type == GgufValueType.Bool && bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var bad)
            throw _cursor.Fail(field, $"holds the boolean {bytes[bad]}, expected 0 or 1", start + bad);
        if (type == GgufValueType.String && !isArray && !Utf8.IsValid(value.Utf8()))
            throw _cursor.Fail(field, "is not valid UTF-8", start);
        return value;
    }

    private GgufValueType ReadType(string field)
    {
        var type = _cursor.U32(field);
        return type <= (uint)GgufValueType.F64
            ? (GgufValueType)type
            : throw _cursor.Fail(field, $"has value type {type}, expected 0 to {(uint)GgufValueType.F64}", _cursor.Offset - sizeof(uint));
    }

    // a first pass finds where each string ends, so that their bytes are allocated once and exactly
    private int[] FindStrings(int count, string field)
    {
        var start = _cursor.Offset;
        var ends = new int[count];
        for (var i = 0; i < count; i++)
        {
            var at = _cursor.Offset;
            var length = _cursor.U64(field);
            if (length > (ulong)_cursor.Remaining)
                throw _cursor.Fail(field, $"string {i} claims {length} bytes, but the file has {_cursor.Remaining} left", at);
            _cursor.Skip((long)length);
            var end = _cursor.Offset - start;
            if (end > Array.MaxLength) throw _cursor.Fail(field, $"is longer than {Array.MaxLength} bytes", at);
            ends[i] = (int)end;
        }

        _cursor.Skip(start - _cursor.Offset);
        return ends;
    }

    private static int Alignment(GgufMetadata metadata)
    {
        if (!metadata.TryGetValue("general.alignment", out var value)) return DefaultAlignment;
        var alignment = metadata.GetUInt32("general.alignment");
        if (alignment is 0 or > MaxAlignment || (alignment & (alignment - 1)) != 0)
            throw metadata.Refuse("general.alignment", value, $"is {alignment}, expected a power of two up to {MaxAlignment}");
        return (int)alignment;
    }
}
