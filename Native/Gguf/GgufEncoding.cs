using System.Collections.Frozen;
using System.Text;

namespace PersonaSim.Native.Gguf;

/// <summary>CLR values as a GGUF file spells them.</summary>
internal static class GgufEncoding
{
    private static readonly FrozenDictionary<Type, GgufValueType> _types = new Dictionary<Type, GgufValueType>
    {
        [typeof(byte)] = GgufValueType.U8,
        [typeof(sbyte)] = GgufValueType.I8,
        [typeof(ushort)] = GgufValueType.U16,
        [typeof(short)] = GgufValueType.I16,
        [typeof(uint)] = GgufValueType.U32,
        [typeof(int)] = GgufValueType.I32,
        [typeof(float)] = GgufValueType.F32,
        [typeof(bool)] = GgufValueType.Bool,
        [typeof(string)] = GgufValueType.String,
        [typeof(ulong)] = GgufValueType.U64,
        [typeof(long)] = GgufValueType.I64,
        [typeof(double)] = GgufValueType.F64,
    }.ToFrozenDictionary();

    /// <summary>The format's type of a value, or of an array's elements.</summary>
    public static (GgufValueType Element, bool IsArray) TypeOf(object value)
    {
        if (value is GgufValue copied) return (copied.ElementType, copied.IsArray);
        // not by pattern: the runtime calls an int[] a uint[] too
        var element = value is Array ? value.GetType().GetElementType()! : value.GetType();
        return _types.TryGetValue(element, out var type)
            ? (type, value is Array)
            : throw new ArgumentException($"GGUF has no type for {value.GetType().Name}", nameof(value));
    }

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
