using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Benches;

/// <summary>A phase as bare calls: a shared prefix, a prompt of its own for each sequence, then steps of one token for each.</summary>
/// <param name="Unified">One cache for all sequences, or a cache for each with the prefix copied into it.</param>
/// <param name="BatchTokens">Most rows of one decode while prompts are computed.</param>
public sealed record PhasePoint(bool Unified, FlashAttention Flash, int Threads, int Prefix, int Personal, int Sequences, int BatchTokens = 512);

/// <summary>Seconds of the parts of one phase.</summary>
public readonly record struct PhaseParts(double Prefix, double Copies, double Prompts, double Steps)
{
    public double Total => Prefix + Copies + Prompts + Steps;
}

/// <summary>What a phase costs in either layout of the cache, without anything of ours around the library.</summary>
public sealed unsafe class PhaseLoop : IDisposable
{
    private readonly BareContext _bare;
    private readonly PhasePoint _point;
    private readonly int _steps;
    private readonly int _vocabulary;

    public PhaseLoop(LlamaModel model, PhasePoint point, int steps)
    {
        if (point.Sequences < 1 || point.Prefix < 1 || point.Personal < 1 || steps < 1) throw new InputException("A phase has at least one sequence, one token of each prompt and one step.");
        (_point, _steps, _vocabulary) = (point, steps, model.Vocabulary.Count);
        var own = point.Personal + steps;
        _bare = new BareContext(model, new ContextOptions
        {
            Cells = ContextOptions.CellsFor(point.Unified ? point.Prefix + ((long)own * point.Sequences) : (long)ContextOptions.Padded(point.Prefix + own) * point.Sequences),
            Sequences = point.Sequences,
            BatchTokens = Math.Max(point.BatchTokens, point.Personal),
            Outputs = point.Sequences,
            FlashAttention = point.Flash,
            Threads = point.Threads,
            UnifiedKv = point.Unified,
        });
    }

    /// <summary>One repeat on a cleared cache; a cancelled one throws at the next decode.</summary>
    public PhaseParts Run(CancellationToken cancellation = default)
    {
        _bare.Cancellation = cancellation;
        var memory = Llama.llama_get_memory(_bare.Context);
        Llama.llama_memory_clear(memory, 1);
        var tokens = new CounterRng(1);
        var start = Stopwatch.GetTimestamp();
        for (var p = 0; p < _point.Prefix; p++)
        {
            if (_bare.Batch.n_tokens == _bare.Capacity) Flush();
            _bare.Add(tokens.NextInt(_vocabulary), p, 0, output: false);
        }

        Flush();
        var prefix = Lap(ref start);
        for (var s = 1; s < _point.Sequences; s++) Llama.llama_memory_seq_cp(memory, 0, s, -1, -1);
        var copies = Lap(ref start);
        // whole prompts of equal length, sequence after sequence: the one order that a cache for each sequence keeps
        for (var s = 0; s < _point.Sequences; s++)
        {
            if (_bare.Batch.n_tokens + _point.Personal > _bare.Capacity) Flush();
            for (var p = 0; p < _point.Personal; p++) _bare.Add(tokens.NextInt(_vocabulary), _point.Prefix + p, s, output: p == _point.Personal - 1);
        }

        Flush();
        var prompts = Lap(ref start);
        for (var step = 0; step < _steps; step++)
        {
            for (var s = 0; s < _point.Sequences; s++) _bare.Add(tokens.NextInt(_vocabulary), _point.Prefix + _point.Personal + step, s, output: true);
            Flush();
        }

        return new PhaseParts(prefix, copies, prompts, Lap(ref start));
    }

    public void Dispose() => _bare.Dispose();

    private void Flush()
    {
        if (_bare.Batch.n_tokens > 0) _bare.Flush();
        Llama.llama_synchronize(_bare.Context);
    }

    private static double Lap(ref long start)
    {
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        return seconds;
    }
}
