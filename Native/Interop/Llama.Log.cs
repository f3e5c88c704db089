using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

internal static unsafe partial class Llama
{
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_log_set(delegate* unmanaged[Cdecl]<ggml_log_level, byte*, void*, void> log_callback, void* user_data);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* llama_print_system_info();
}
