using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>A text in a vector: up to 12 bytes lie in the struct itself, longer ones behind a pointer after their first four bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct duckdb_string_t
{
    public const int Inlined = 12;

    public uint length;
    public fixed byte prefix[4];
    public byte* ptr; // the other eight inlined bytes, where the text is short
}
