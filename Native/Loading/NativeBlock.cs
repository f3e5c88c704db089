using System.Runtime.InteropServices;

namespace PersonaSim.Native.Loading;

/// <summary>Zeroed memory outside the managed heap, 64-byte aligned as ggml wants tensor data.</summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    private readonly string _owner;

    public NativeBlock(string owner, nuint bytes) : base(0, ownsHandle: true)
    {
        _owner = owner;
        Bytes = bytes;
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, 64));
        NativeMemory.Clear(Pointer, bytes);
        HandleAudit.Opened(owner);
    }

    public nuint Bytes { get; }

    public void* Pointer => (void*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree(Pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed && !IsInvalid) HandleAudit.Closed(_owner, disposing);
        base.Dispose(disposing);
    }
}
