using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

internal sealed unsafe class DuckChunkHandle : SafeHandle
{
    public DuckChunkHandle(nint pointer) : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        HandleAudit.Opened(nameof(DuckChunkHandle));
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        var pointer = handle;
        DuckDb.duckdb_destroy_data_chunk(&pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(DuckChunkHandle), disposing);
        base.Dispose(disposing);
    }
}
