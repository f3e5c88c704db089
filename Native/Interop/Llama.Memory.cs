using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

internal static unsafe partial class Llama
{
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_memory_clear(llama_memory_i* mem, byte data);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_memory_seq_rm(llama_memory_i* mem, int seq_id, int p0, int p1);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_memory_seq_cp(llama_memory_i* mem, int seq_id_src, int seq_id_dst, int p0, int p1);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_memory_seq_keep(llama_memory_i* mem, int seq_id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_memory_seq_add(llama_memory_i* mem, int seq_id, int p0, int p1, int delta);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_memory_seq_pos_min(llama_memory_i* mem, int seq_id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_memory_seq_pos_max(llama_memory_i* mem, int seq_id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_memory_can_shift(llama_memory_i* mem);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint llama_state_seq_get_size(llama_context* ctx, int seq_id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint llama_state_seq_get_data(llama_context* ctx, byte* dst, nuint size, int seq_id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint llama_state_seq_set_data(llama_context* ctx, byte* src, nuint size, int dest_seq_id);
}
