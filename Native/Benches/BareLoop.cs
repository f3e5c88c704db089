using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Benches;

/// <summary>The same workload as raw library calls on raw memory: what <see cref="SafeLoop"/> is measured against.</summary>
public sealed unsafe class BareLoop : IDisposable
{
    private readonly BareContext _bare;
    private readonly BatchedWorkload _work;
    private readonly int[] _tokens;

    public BareLoop(LlamaModel model, BatchedWorkload work, FlashAttention flash, int? threads)
    {
        _work = work;
        _bare = new BareContext(model, Options(work, flash, threads));
        _tokens = Draw(work, model.Vocabulary.Count);
    }

    /// <summary>One repeat on a cleared cache; a cancelled one throws at the next decode.</summary>
    public PhaseTimes Run(CancellationToken cancellation = default)
    {
        _bare.Cancellation = cancellation;
        var stride = _work.Prompt + _work.Generate;
        Llama.llama_memory_clear(Llama.llama_get_memory(_bare.Context), 1);
        var start = Stopwatch.GetTimestamp();
        for (var s = 0; s < _work.Sequences; s++)
        {
            for (var p = 0; p < _work.Prompt; p++)
            {
                if (_bare.Batch.n_tokens == _bare.Capacity) _bare.Flush();
                _bare.Add(_tokens[(s * stride) + p], p, s, p == _work.Prompt - 1);
            }
        }

        if (_bare.Batch.n_tokens > 0) _bare.Flush();
        Llama.llama_synchronize(_bare.Context);
        var prompt = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        for (var p = _work.Prompt; p < stride; p++)
        {
            for (var s = 0; s < _work.Sequences; s++) _bare.Add(_tokens[(s * stride) + p], p, s, true);
            _bare.Flush();
            Llama.llama_synchronize(_bare.Context);
        }

        return new PhaseTimes(prompt.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose() => _bare.Dispose();

    internal static ContextOptions Options(BatchedWorkload work, FlashAttention flash, int? threads) => new()
    {
        Cells = work.Cells,
        Sequences = work.Sequences,
        BatchTokens = Math.Max(512, work.Sequences),
        Outputs = Math.Max(64, work.Sequences),
        FlashAttention = flash,
        Threads = threads,
    };

    internal static int[] Draw(BatchedWorkload work, int vocabulary)
    {
        var stride = work.Prompt + work.Generate;
        var tokens = new int[work.Sequences * stride];
        var rng = new CounterRng(1);
        for (var i = 0; i < tokens.Length; i++) tokens[i] = rng.NextInt(vocabulary);
        return tokens;
    }
}
