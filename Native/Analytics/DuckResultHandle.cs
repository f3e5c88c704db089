using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

/// <summary>A result in memory of its own, because the library is always given its address.</summary>
internal sealed unsafe class DuckResultHandle : SafeHandle
{
    public DuckResultHandle() : base(0, ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(duckdb_result)));
        HandleAudit.Opened(nameof(DuckResultHandle));
    }

    public override bool IsInvalid => handle == 0;

    public duckdb_result* Pointer => (duckdb_result*)handle;

    protected override bool ReleaseHandle()
    {
        DuckDb.duckdb_destroy_result(Pointer);
        NativeMemory.Free((void*)handle);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(DuckResultHandle), disposing);
        base.Dispose(disposing);
    }
}
