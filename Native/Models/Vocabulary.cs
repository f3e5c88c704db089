using System.Text;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Models;

/// <summary>The model's own tokenizer (llama.cpp's).</summary>
public sealed unsafe class Vocabulary
{
    private readonly ModelHandle _model; // keeps the native vocabulary, which the model owns, reachable
    private readonly Lazy<byte[][]> _pieces;
    private readonly Lazy<int[]> _ends;
    private readonly Lazy<bool> _addsBlank;

    internal Vocabulary(ModelHandle model)
    {
        _model = model;
        _pieces = new(ReadPieces);
        _addsBlank = new(() => Tokenize("a", special: false) is [var first, ..] && Piece(first).StartsWith(" "u8));
        _ends = new(() => [.. Enumerable.Range(0, Count).Where(IsEndOfGeneration)]);
    }

    private llama_vocab* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_model.IsClosed, typeof(LlamaModel));
            return Llama.llama_model_get_vocab(_model.Pointer);
        }
    }

    public int Count => Llama.llama_vocab_n_tokens(Pointer);

    /// <summary>Beginning of text, or null where the model has none.</summary>
    public int? Bos => OrNull(Llama.llama_vocab_bos(Pointer));

    public int? Eos => OrNull(Llama.llama_vocab_eos(Pointer));

    /// <summary>End of turn, or null.</summary>
    public int? Eot => OrNull(Llama.llama_vocab_eot(Pointer));

    public int? NewLine => OrNull(Llama.llama_vocab_nl(Pointer));

    /// <summary>Whether the model expects <see cref="Bos"/> in front of every text.</summary>
    public bool AddsBos => Llama.llama_vocab_get_add_bos(Pointer) != 0;

    public bool AddsEos => Llama.llama_vocab_get_add_eos(Pointer) != 0;

    /// <summary>Whether the tokenizer puts a blank in front of every text, as SentencePiece vocabularies do (Llama 2, Mistral 7B, Phi 3).</summary>
    public bool AddsBlank => _addsBlank.Value;

    /// <summary>All tokens that end a generation, ascending.</summary>
    public IReadOnlyList<int> EndTokens => _ends.Value;

    public bool IsEndOfGeneration(int token) => Llama.llama_vocab_is_eog(Pointer, Check(token)) != 0;

    public bool IsControl(int token) => Llama.llama_vocab_is_control(Pointer, Check(token)) != 0;

    /// <summary>The bytes a token stands for in text; empty for control tokens.</summary>
    public ReadOnlySpan<byte> Piece(int token) => _pieces.Value[Check(token)];

    /// <summary>A token's name as the vocabulary writes it, e.g. <c>&lt;|im_end|&gt;</c>.</summary>
    public string Name(int token) => Loading.LlamaRuntime.Text(Llama.llama_vocab_get_text(Pointer, Check(token)));

    /// <summary>
    /// Tokens of a text. <paramref name="special"/>: recognise the names of control tokens (template text only, never what a
    /// user or an agent wrote); <paramref name="addBosEos"/>: add what the model expects around a whole text.
    /// </summary>
    public int[] Tokenize(ReadOnlySpan<char> text, bool special, bool addBosEos = false)
    {
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return Tokenize(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), special, addBosEos);
    }

    /// <inheritdoc cref="Tokenize(ReadOnlySpan{char}, bool, bool)"/>
    public int[] Tokenize(ReadOnlySpan<byte> utf8, bool special, bool addBosEos = false)
    {
        // a token covers at least one byte, except BOS/EOS and a possible space prefix
        var tokens = new int[utf8.Length + 3];
        var count = Run(utf8, tokens, special, addBosEos);
        if (count < 0) // some normalisers lengthen the text: the library says how much room it wants
        {
            tokens = new int[-count];
            count = Run(utf8, tokens, special, addBosEos);
        }

        if (count < 0) throw new NativeException($"llama_tokenize asked for {-count} tokens after {tokens.Length} were offered for {utf8.Length} bytes of text.");
        return tokens.AsSpan(0, count).ToArray();
    }

    /// <summary>Tokens of a text that stands behind other text: nothing is put in front of it.</summary>
    public int[] TokenizeContinuation(ReadOnlySpan<byte> utf8, bool special)
    {
        if (utf8.IsEmpty || !AddsBlank) return Tokenize(utf8, special);
        // such a vocabulary never merges a line break with what follows, so one in front takes the blank away with it
        var tokens = Tokenize([(byte)'\n', .. utf8], special);
        var skipped = Array.FindIndex(tokens, t => Piece(t).EndsWith("\n"u8));
        return skipped >= 0 ? tokens[(skipped + 1)..] : throw new NativeException($"The tokenizer merged a line break with the text behind it ({Encoding.UTF8.GetString(utf8)}).");
    }

    /// <inheritdoc cref="TokenizeContinuation(ReadOnlySpan{byte}, bool)"/>
    public int[] TokenizeContinuation(string text, bool special) => TokenizeContinuation(Encoding.UTF8.GetBytes(text).AsSpan(), special);

    /// <summary>The text of a whole sequence; control tokens are left out unless <paramref name="special"/>.</summary>
    public string Detokenize(ReadOnlySpan<int> tokens, bool special = false)
    {
        var buffer = new byte[Math.Max(64, tokens.Length * 8)];
        while (true)
        {
            int written;
            fixed (int* t = tokens)
            fixed (byte* b = buffer)
            {
                // spans are pinned for the call, which keeps no pointer
                written = Llama.llama_detokenize(Pointer, t, tokens.Length, b, buffer.Length, 0, special ? (byte)1 : (byte)0);
            }

            if (written >= 0) return Encoding.UTF8.GetString(buffer, 0, written);
            buffer = new byte[-written];
        }
    }

    private int Run(ReadOnlySpan<byte> utf8, int[] tokens, bool special, bool addBosEos)
    {
        fixed (byte* text = utf8)
        fixed (int* t = tokens)
        {
            byte none = 0; // an empty span pins to null, which the library would read
            return Llama.llama_tokenize(Pointer, text == null ? &none : text, utf8.Length, t, tokens.Length, addBosEos ? (byte)1 : (byte)0, special ? (byte)1 : (byte)0);
        }
    }

    private byte[][] ReadPieces()
    {
        var pieces = new byte[Count][];
        Span<byte> buffer = stackalloc byte[512];
        fixed (byte* b = buffer)
        {
            for (var token = 0; token < pieces.Length; token++)
            {
                var length = Llama.llama_token_to_piece(Pointer, token, b, buffer.Length, 0, 0);
                if (length >= 0)
                {
                    pieces[token] = buffer[..length].ToArray();
                    continue;
                }

                var larger = new byte[-length];
                fixed (byte* l = larger) _ = Llama.llama_token_to_piece(Pointer, token, l, larger.Length, 0, 0);
                pieces[token] = larger;
            }
        }

        return pieces;
    }

    private int Check(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Count);
        return token;
    }

    private static int? OrNull(int token) => token < 0 ? null : token;
}
