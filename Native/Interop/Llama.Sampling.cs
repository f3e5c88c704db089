using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>The library's samplers: the oracle of our own in the tests, never on the hot path.</summary>
internal static unsafe partial class Llama
{
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler_chain_params llama_sampler_chain_default_params();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_chain_init(llama_sampler_chain_params @params);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_sampler_chain_add(llama_sampler* chain, llama_sampler* smpl);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_sampler_accept(llama_sampler* smpl, int token);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_sampler_apply(llama_sampler* smpl, llama_token_data_array* cur_p);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void llama_sampler_free(llama_sampler* smpl);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_greedy();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_dist(uint seed);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_top_k(int k);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_top_p(float p, nuint min_keep);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_min_p(float p, nuint min_keep);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_temp(float t);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_penalties(
        int n_vocab, int penalty_last_n, float penalty_repeat, float penalty_freq, float penalty_present);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_sampler* llama_sampler_init_grammar(llama_vocab* vocab, string grammar_str, string grammar_root);
}
