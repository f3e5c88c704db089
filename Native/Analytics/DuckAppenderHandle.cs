using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

internal sealed unsafe class DuckAppenderHandle : SafeHandle
{
    public DuckAppenderHandle(nint pointer) : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        HandleAudit.Opened(nameof(DuckAppenderHandle));
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        var pointer = handle;
        _ = DuckDb.duckdb_appender_destroy(&pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(DuckAppenderHandle), disposing);
        base.Dispose(disposing);
    }
}
