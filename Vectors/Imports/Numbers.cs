using System.Buffers.Binary;

namespace PersonaSim.Vectors.Imports;

/// <summary>Little-endian numbers of a file as floats.</summary>
internal static class Numbers
{
    /// <summary>Bytes of one number; 0 for a type that no vector has.</summary>
    public static int Width(string type) => type switch { "F64" => 8, "F32" => 4, "F16" or "BF16" => 2, _ => 0 };

    public static float[] Floats(string type, ReadOnlySpan<byte> bytes)
    {
        var width = Width(type);
        var values = new float[bytes.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            var at = bytes.Slice(i * width, width);
            values[i] = type switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(at) << 16), // BF16: the upper half of an F32
            };
        }

        return values;
    }
}
