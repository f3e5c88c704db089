using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>What a statement gave; all but the last field are for the library alone. Passed by value to duckdb_fetch_chunk.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct duckdb_result
{
    public ulong deprecated_column_count;
    public ulong deprecated_row_count;
    public ulong deprecated_rows_changed;
    public void* deprecated_columns;
    public byte* deprecated_error_message;
    public void* internal_data;
}
