using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

internal static partial class LibC
{
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int setenv(string name, string value, int overwrite);
}
