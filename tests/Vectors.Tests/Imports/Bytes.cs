using System.Text;

namespace PersonaSim.Vectors.Tests.Imports;

/// <summary>Vector files of other tools, put together byte by byte.</summary>
internal static class Bytes
{
    public const int F32 = 0, F16 = 1, Q8 = 8, Bf16 = 30;

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Halves(params float[] values) => [.. values.SelectMany(v => BitConverter.GetBytes((Half)v))];

    public static byte[] Brains(params float[] values) => [.. values.SelectMany(v => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(v) >> 16)))];

    /// <summary>A GGUF file of version 3; a text is written as a string, a number as u32.</summary>
    public static byte[] Gguf(IReadOnlyList<(string Key, object Value)> keys, params (string Name, int Type, long[] Dims, byte[] Data)[] tensors)
    {
        var bytes = new List<byte>(Encoding.ASCII.GetBytes("GGUF"));
        void Add(byte[] more) => bytes.AddRange(more);
        void Text(string text)
        {
            Add(BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)));
            Add(Encoding.UTF8.GetBytes(text));
        }

        Add(BitConverter.GetBytes(3u));
        Add(BitConverter.GetBytes((ulong)tensors.Length));
        Add(BitConverter.GetBytes((ulong)keys.Count));
        foreach (var (key, value) in keys)
        {
            Text(key);
            Add(BitConverter.GetBytes(value is string ? 8u : 4u));
            if (value is string text) Text(text);
            else Add(BitConverter.GetBytes(Convert.ToUInt32(value)));
        }

        ulong offset = 0;
        foreach (var (name, type, dims, data) in tensors)
        {
            Text(name);
            Add(BitConverter.GetBytes((uint)dims.Length));
            foreach (var dim in dims) Add(BitConverter.GetBytes((ulong)dim));
            Add(BitConverter.GetBytes((uint)type));
            Add(BitConverter.GetBytes(offset));
            offset += (ulong)(data.Length + 31) / 32 * 32;
        }

        foreach (var tensor in tensors)
        {
            Add(new byte[(32 - (bytes.Count % 32)) % 32]);
            Add(tensor.Data);
        }

        return [.. bytes];
    }

    /// <summary>A control vector as most tools write it.</summary>
    public static byte[] Control(params (int Layer, float[] Values)[] directions) =>
        Gguf([("general.architecture", "controlvector"), ("controlvector.model_hint", "llama"), ("controlvector.layer_count", directions.Length)], [.. directions.Select(d => ($"direction.{d.Layer}", F32, new long[] { d.Values.Length }, Floats(d.Values)))]);

    /// <summary>A .npy file of version 1 with any header.</summary>
    public static byte[] Npy(string header, byte[] data)
    {
        var padded = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)padded.Length), .. Encoding.ASCII.GetBytes(padded), .. data];
    }

    public static byte[] Npy(params float[] values) => Npy($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.Length},), }}", Floats(values));

    /// <summary>A safetensors file with any header.</summary>
    public static byte[] Safetensors(string header, byte[] data) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];

    public static byte[] Safetensors(params (string Name, string Type, byte[] Data, long[] Shape)[] tensors)
    {
        var at = 0;
        var parts = new List<string> { "\"__metadata__\":{\"format\":\"pt\"}" };
        foreach (var (name, type, data, shape) in tensors) parts.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{at},{at += data.Length}]}}");
        return Safetensors("{" + string.Join(',', parts) + "}", [.. tensors.SelectMany(t => t.Data)]);
    }
}
