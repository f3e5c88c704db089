using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

internal sealed unsafe class DuckStatementHandle : SafeHandle
{
    public DuckStatementHandle(nint pointer) : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        HandleAudit.Opened(nameof(DuckStatementHandle));
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        var pointer = handle;
        DuckDb.duckdb_destroy_prepare(&pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(DuckStatementHandle), disposing);
        base.Dispose(disposing);
    }
}
