using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Native.Tests.Models.Probing;

/// <summary>What the child of <see cref="ModelProbe"/> does: load the file on the CPU, decode a two-token prompt and one token more.</summary>
internal static unsafe class ProbeChild
{
    private const int Prompt = 2;

    /// <summary>The process's exit code: 0 when the file can be used, 1 when the library refuses it. It may also never return.</summary>
    public static int Run(string path, TextWriter output, TextWriter errors)
    {
        LlamaRuntime.EnsureLoaded();
        output.WriteLine(ModelProbe.StartedLine);
        output.Flush();
        var problem = Try(path);
        if (problem is null)
        {
            output.WriteLine(ModelProbe.DecodedLine);
            return 0;
        }

        errors.WriteLine($"{problem}: {string.Join(" | ", NativeLog.LastProblems(2))}");
        return 1;
    }

    private static string? Try(string path)
    {
        var wanted = Llama.llama_model_default_params();
        wanted.n_gpu_layers = 0;
        wanted.check_tensors = 1;
        var model = Llama.llama_model_load_from_file(path, wanted);
        if (model is null) return "the file cannot be loaded";
        try
        {
            var size = Llama.llama_context_default_params();
            (size.n_ctx, size.n_batch, size.n_ubatch, size.n_threads, size.n_threads_batch) = (64, Prompt, Prompt, 2, 2);
            var context = Llama.llama_init_from_model(model, size);
            if (context is null) return "no context can be created";
            try
            {
                return Decode(context, Llama.llama_vocab_n_tokens(Llama.llama_model_get_vocab(model)));
            }
            finally
            {
                Llama.llama_free(context);
            }
        }
        finally
        {
            Llama.llama_model_free(model);
        }
    }

    // the batches point at locals of this frame only, and llama_decode returns before it ends
    private static string? Decode(llama_context* context, int vocabulary)
    {
        if (vocabulary <= 0) return "the model has no vocabulary";
        int* tokens = stackalloc int[Prompt], positions = stackalloc int[Prompt], counts = stackalloc int[Prompt];
        int** sequences = stackalloc int*[Prompt];
        var wanted = stackalloc sbyte[Prompt];
        var sequence = 0;
        for (var i = 0; i < Prompt; i++)
        {
            (tokens[i], positions[i], counts[i], wanted[i]) = (Math.Min(i, vocabulary - 1), i, 1, 1);
            sequences[i] = &sequence;
        }

        var batch = new llama_batch { n_tokens = Prompt, token = tokens, pos = positions, n_seq_id = counts, seq_id = sequences, logits = wanted };
        for (var step = 0; step < 2; step++)
        {
            var result = Llama.llama_decode(context, batch);
            if (result != 0) return $"llama_decode returned {result}";
            var logits = new ReadOnlySpan<float>(Llama.llama_get_logits_ith(context, batch.n_tokens - 1), vocabulary);
            foreach (var logit in logits)
            {
                if (!float.IsFinite(logit)) return $"a logit is {logit}";
            }

            batch.n_tokens = 1;
            positions[0] = Prompt;
        }

        return null;
    }
}
