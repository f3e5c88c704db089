using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

internal sealed unsafe class DuckConnectionHandle : SafeHandle
{
    public DuckConnectionHandle(nint pointer) : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        HandleAudit.Opened(nameof(DuckConnectionHandle));
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        var pointer = handle;
        DuckDb.duckdb_disconnect(&pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(DuckConnectionHandle), disposing);
        base.Dispose(disposing);
    }
}
