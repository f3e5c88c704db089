using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

internal static unsafe partial class Llama
{
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial llama_vocab_type llama_vocab_type(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_n_tokens(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* llama_vocab_get_text(llama_vocab* vocab, int token);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_get_attr(llama_vocab* vocab, int token);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_vocab_is_eog(llama_vocab* vocab, int token);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_vocab_is_control(llama_vocab* vocab, int token);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_bos(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_eos(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_eot(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_vocab_nl(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_vocab_get_add_bos(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte llama_vocab_get_add_eos(llama_vocab* vocab);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_tokenize(
        llama_vocab* vocab, byte* text, int text_len, int* tokens, int n_tokens_max, byte add_special, byte parse_special);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_token_to_piece(llama_vocab* vocab, int token, byte* buf, int length, int lstrip, byte special);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_detokenize(
        llama_vocab* vocab, int* tokens, int n_tokens, byte* text, int text_len_max, byte remove_special, byte unparse_special);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_chat_apply_template(
        byte* tmpl, llama_chat_message* chat, nuint n_msg, byte add_ass, byte* buf, int length);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int llama_chat_builtin_templates(byte** output, nuint len);
}
