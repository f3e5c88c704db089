using System.IO.Compression;
using System.Security.Cryptography;

namespace PersonaSim.Engine.Runs.Stores.Formats;

/// <summary>A checkpoint's state, compressed; its hash is the state's own, so that damage anywhere on the way back is seen.</summary>
internal static class StoredState
{
    public static string Hash(byte[] state) => Convert.ToHexStringLower(SHA256.HashData(state));

    public static byte[] Pack(byte[] state)
    {
        using var packed = new MemoryStream((state.Length / 4) + 64);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(state);
        return packed.ToArray();
    }

    /// <summary>The state; null when what lies there is not it.</summary>
    public static byte[]? Unpack(byte[] packed, long size, string hash)
    {
        if (size < 0 || size > Array.MaxLength) return null;
        var state = new byte[size];
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            brotli.ReadExactly(state);
            return brotli.ReadByte() < 0 && Hash(state) == hash ? state : null;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }
}
