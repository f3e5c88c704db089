namespace PersonaSim.Native.Gguf;

/// <summary>Reads the tensor descriptions and checks what the library expects of them: names, types, shapes, and data without gaps.</summary>
internal sealed class GgufTensorReader(GgufCursor cursor, int alignment)
{
    internal const int MaxNameBytes = 63; // GGML_MAX_NAME - 1
    internal const int MaxDims = 4;

    public List<GgufTensor> Read(int count)
    {
        var tensors = new List<GgufTensor>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        long expected = 0;
        for (var i = 0; i < count; i++)
        {
            var tensor = ReadOne(i, expected);
            if (!names.Add(tensor.Name))
                throw cursor.Fail(Field(tensor.Name), $"is a duplicate of an earlier name (this is tensor {i})", tensor.InfoOffset);
            tensors.Add(tensor);
            // every length is below the file's, and there are few tensors: the sum cannot overflow
            expected = GgufReader.Align(tensor.Offset + tensor.ByteLength, alignment);
        }

        return tensors;
    }

    /// <summary>Offsets are consecutive, so the last tensor's end decides; its padding may be missing, as the library allows.</summary>
    public static void CheckInside(GgufCursor cursor, GgufTensor last, long dataOffset)
    {
        var end = dataOffset + last.Offset + last.ByteLength;
        if (end > cursor.Length)
            throw cursor.Fail(Field(last.Name), $"its data ends at {end}, but the file is {cursor.Length} bytes long", last.InfoOffset);
    }

    private GgufTensor ReadOne(int index, long expectedOffset)
    {
        var at = cursor.Offset;
        var name = GgufReader.Name(cursor, $"tensor {index} name", MaxNameBytes);
        var field = Field(name);
        var rank = cursor.U32(field);
        if (rank is 0 or > MaxDims) throw cursor.Fail(field, $"has {rank} dimensions, expected 1 to {MaxDims}", cursor.Offset - sizeof(uint));
        var dims = new long[(int)rank];
        var elements = ReadDims(dims, field);
        var typeAt = cursor.Offset;
        var type = (GgmlType)cursor.U32(field);
        if (!GgmlTypes.IsKnown(type)) throw cursor.Fail(field, $"has unknown element type {(uint)type}", typeAt);
        var perBlock = GgmlTypes.BlockElements(type);
        if (dims[0] % perBlock != 0)
            throw cursor.Fail(field, $"has rows of {dims[0]} elements, expected whole blocks of {perBlock} for {type}", typeAt);
        var bytes = (UInt128)elements / (uint)perBlock * (uint)GgmlTypes.BlockBytes(type);
        if (bytes > (ulong)cursor.Length)
            throw cursor.Fail(field, $"is {bytes} bytes of data, but the file is {cursor.Length} bytes long", typeAt);
        var offsetAt = cursor.Offset;
        var offset = cursor.U64(field);
        if (offset != (ulong)expectedOffset)
            throw cursor.Fail(field, $"has data offset {offset}, expected {expectedOffset} (consecutive, aligned to {alignment})", offsetAt);
        return new GgufTensor(name, type, dims, expectedOffset, (long)bytes, at);
    }

    private long ReadDims(long[] dims, string field)
    {
        long elements = 1;
        for (var d = 0; d < dims.Length; d++)
        {
            var at = cursor.Offset;
            var size = cursor.U64(field);
            if (size is 0 or > long.MaxValue) throw cursor.Fail(field, $"has dimension {d} of size {size}, expected a positive number", at);
            if ((long)size > long.MaxValue / elements) throw cursor.Fail(field, $"overflows at dimension {d} of size {size}", at);
            elements *= (long)size;
            dims[d] = (long)size;
        }

        return elements;
    }

    internal static string Field(string name) => $"tensor {GgufFormatException.Quote(name)}";
}
