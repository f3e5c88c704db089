using System.Text;

namespace PersonaSim.Native.Gguf;

/// <summary>CLR values as a GGUF file spells them.</summary>
internal static class GgufEncoding
{
    /// <summary>The format's type of a value, or of an array's elements.</summary>
    public static (GgufValueType Element, bool IsArray) TypeOf(object value) => value switch
    {
        GgufValue v => (v.ElementType, v.IsArray),
        string or string[] => (GgufValueType.String, value is Array),
        bool or bool[] => (GgufValueType.Bool, value is Array),
        uint or uint[] => (GgufValueType.U32, value is Array),
        int or int[] => (GgufValueType.I32, value is Array),
        float or float[] => (GgufValueType.F32, value is Array),
        ulong or ulong[] => (GgufValueType.U64, value is Array),
        long or long[] => (GgufValueType.I64, value is Array),
        double or double[] => (GgufValueType.F64, value is Array),
        byte or byte[] => (GgufValueType.U8, value is Array),
        sbyte or sbyte[] => (GgufValueType.I8, value is Array),
        ushort or ushort[] => (GgufValueType.U16, value is Array),
        short or short[] => (GgufValueType.I16, value is Array),
        _ => throw new ArgumentException($"GGUF has no type for {value.GetType().Name}", nameof(value)),
    };

    public static void Text(BinaryWriter writer, string text)
    {
        writer.Write((long)Encoding.UTF8.GetByteCount(text));
        writer.Write(Encoding.UTF8.GetBytes(text));
    }

    public static void Value(BinaryWriter writer, object value)
    {
        var (element, isArray) = TypeOf(value);
        if (isArray) writer.Write((uint)GgufValueType.Array);
        writer.Write((uint)element);
        if (value is GgufValue copied)
        {
            if (isArray) writer.Write((long)copied.Count);
            writer.Write(copied.Bytes);
        }
        else if (value is Array array)
        {
            writer.Write((long)array.Length);
            foreach (var item in array) Scalar(writer, item);
        }
        else
        {
            Scalar(writer, value);
        }
    }

    private static void Scalar(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string v: Text(writer, v); break;
            case bool v: writer.Write(v); break;
            case uint v: writer.Write(v); break;
            case int v: writer.Write(v); break;
            case float v: writer.Write(v); break;
            case ulong v: writer.Write(v); break;
            case long v: writer.Write(v); break;
            case double v: writer.Write(v); break;
            case byte v: writer.Write(v); break;
            case sbyte v: writer.Write(v); break;
            case ushort v: writer.Write(v); break;
            case short v: writer.Write(v); break;
        }
    }
}
