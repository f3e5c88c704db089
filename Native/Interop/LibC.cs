using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

internal static unsafe partial class LibC
{
    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const uint STATX_TYPE = 1;

    // linux/stat.h, the same on every processor: the whole struct is 256 bytes, stx_mode is the 16-bit number at 28
    public const int StatxBytes = 256;
    public const int StatxMode = 28;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int setenv(string name, string value, int overwrite);

    /// <summary>Linux only.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int statx(int dirfd, string pathname, int flags, uint mask, byte* statxbuf);
}
