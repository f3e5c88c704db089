using System.Text;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Tests.Synth;

/// <summary>Just enough of the raw interop to ask the library what it makes of a file.</summary>
internal sealed unsafe class RawModel : IDisposable
{
    private readonly llama_model* _model;
    private readonly llama_context* _context;

    public RawModel(string path)
    {
        LlamaRuntime.EnsureLoaded();
        var modelParams = Llama.llama_model_default_params();
        modelParams.n_gpu_layers = 0;
        modelParams.check_tensors = 1;
        modelParams.use_extra_bufts = 0; // no repacking: loads faster, and the tests are of the file
        _model = Llama.llama_model_load_from_file(path, modelParams);
        if (_model == null) throw new InvalidOperationException("not loaded: " + string.Join(" | ", NativeLog.LastProblems()));
        var contextParams = Llama.llama_context_default_params();
        contextParams.n_ctx = 256;
        contextParams.n_batch = contextParams.n_ubatch = 64;
        contextParams.n_threads = contextParams.n_threads_batch = 2;
        contextParams.no_perf = 1;
        _context = Llama.llama_init_from_model(_model, contextParams);
        if (_context == null) throw new InvalidOperationException("no context: " + string.Join(" | ", NativeLog.LastProblems()));
    }

    public int VocabularySize => Llama.llama_vocab_n_tokens(Vocab);

    public long Parameters => (long)Llama.llama_model_n_params(_model);

    private llama_vocab* Vocab => Llama.llama_model_get_vocab(_model);

    /// <summary>Decodes tokens after what was decoded before; the logits of the last one.</summary>
    public float[] Decode(int position, params int[] tokens)
    {
        var positions = Enumerable.Range(position, tokens.Length).ToArray();
        var counts = Enumerable.Repeat(1, tokens.Length).ToArray();
        var outputs = new sbyte[tokens.Length];
        outputs[^1] = 1;
        var sequence = 0;
        var sequences = new int*[tokens.Length];
        for (var i = 0; i < tokens.Length; i++) sequences[i] = &sequence;
        // safe: everything is pinned or on this stack until llama_decode returns; the logits are copied
        fixed (int* token = tokens, pos = positions, count = counts)
        fixed (int** seq = sequences)
        fixed (sbyte* output = outputs)
        {
            var batch = new llama_batch { n_tokens = tokens.Length, token = token, pos = pos, n_seq_id = count, seq_id = seq, logits = output };
            var code = Llama.llama_decode(_context, batch);
            if (code != 0) throw new InvalidOperationException($"llama_decode returned {code}");
            return new ReadOnlySpan<float>(Llama.llama_get_logits_ith(_context, tokens.Length - 1), VocabularySize).ToArray();
        }
    }

    /// <summary>Greedy continuation from an empty cache: the chosen tokens.</summary>
    public List<int> Greedy(int[] prompt, int count)
    {
        var chosen = new List<int>();
        Llama.llama_memory_clear(Llama.llama_get_memory(_context), 1);
        var logits = Decode(0, prompt);
        for (var i = 0; i < count; i++)
        {
            var best = logits.AsSpan().IndexOf(logits.Max());
            chosen.Add(best);
            logits = Decode(prompt.Length + i, best);
        }

        return chosen;
    }

    public int[] Tokenize(string text, bool special = false)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var tokens = new int[utf8.Length + 8];
        // safe: pinned for the call, with their lengths
        fixed (byte* bytes = utf8)
        fixed (int* target = tokens)
        {
            var n = Llama.llama_tokenize(Vocab, bytes, utf8.Length, target, tokens.Length, 0, (byte)(special ? 1 : 0));
            return tokens[..n];
        }
    }

    public string Detokenize(int[] tokens, bool special = false)
    {
        var utf8 = new byte[tokens.Length * 32 + 32];
        // safe: pinned for the call, with their lengths
        fixed (int* source = tokens)
        fixed (byte* target = utf8)
        {
            var n = Llama.llama_detokenize(Vocab, source, tokens.Length, target, utf8.Length, 0, (byte)(special ? 1 : 0));
            return Encoding.UTF8.GetString(utf8, 0, n);
        }
    }

    public void Dispose()
    {
        Llama.llama_free(_context);
        Llama.llama_model_free(_model);
    }
}
