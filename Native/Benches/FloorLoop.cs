using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Benches;

/// <summary>One point of the floor: a shared prefix computed once, then steps of one token per sequence on top of it.</summary>
/// <param name="Unified">One cache for all sequences, or one for each, into which the prefix is copied.</param>
public sealed record FloorPoint(FlashAttention Flash, bool PadTo64, int Threads, int Prefix, int Sequences, bool Unified = true);

/// <summary>Rates of one point, in tokens per second; padding rows are not counted, and without a prefix there is no prefill.</summary>
public readonly record struct FloorRates(double? Prefill, double Decode);

/// <summary>What this machine can do with a model, without anything of ours around the library.</summary>
public sealed unsafe class FloorLoop : IDisposable
{
    private const int PaddedRows = 64; // ggml's CPU flash attention works in tiles from this many rows on
    private readonly BareContext _bare;
    private readonly FloorPoint _point;
    private readonly int _steps;
    private readonly int _vocabulary;
    private readonly int _pads;

    public FloorLoop(LlamaModel model, FloorPoint point, int steps)
    {
        if (point.Sequences < 1 || point.Prefix < 0 || steps < 1) throw new InputException($"A point of the floor has at least one sequence and one step, found {point.Sequences} and {steps} on a prefix of {point.Prefix}.");
        _point = point;
        _steps = steps;
        _vocabulary = model.Vocabulary.Count;
        if (point.PadTo64 && !point.Unified) throw new InputException("Rows can be padded in a unified cache only.");
        _pads = point.PadTo64 ? Math.Max(0, PaddedRows - point.Sequences) : 0;
        _bare = new BareContext(model, new ContextOptions
        {
            Cells = ContextOptions.CellsFor(point.Unified ? point.Prefix + ((point.Sequences + 1L) * steps) + PaddedRows : (long)ContextOptions.Padded(point.Prefix + steps) * point.Sequences),
            Sequences = point.Sequences + (_pads > 0 ? 1 : 0), // the last one holds the padding rows
            BatchTokens = 512,
            Outputs = PaddedRows + point.Sequences,
            FlashAttention = point.Flash,
            UnifiedKv = point.Unified,
            Threads = point.Threads,
        });
    }

    /// <summary>One repeat on a cleared cache; a cancelled one throws at the next decode.</summary>
    public FloorRates Run(CancellationToken cancellation = default)
    {
        _bare.Cancellation = cancellation;
        var memory = Llama.llama_get_memory(_bare.Context);
        Llama.llama_memory_clear(memory, 1);
        var tokens = new CounterRng(1);
        var start = Stopwatch.GetTimestamp();
        for (var p = 0; p < _point.Prefix; p++)
        {
            if (_bare.Batch.n_tokens == _bare.Capacity) _bare.Flush();
            _bare.Add(tokens.NextInt(_vocabulary), p, 0, p == _point.Prefix - 1);
        }

        if (_bare.Batch.n_tokens > 0) _bare.Flush();
        Llama.llama_synchronize(_bare.Context);
        var prefill = _point.Prefix / Stopwatch.GetElapsedTime(start).TotalSeconds;
        for (var s = 1; s < _point.Sequences; s++) Llama.llama_memory_seq_cp(memory, 0, s, -1, -1);
        start = Stopwatch.GetTimestamp();
        for (var step = 0; step < _steps; step++) Step(memory, step, ref tokens);
        var decode = (double)_point.Sequences * _steps / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new FloorRates(_point.Prefix == 0 ? null : prefill, decode);
    }

    public void Dispose() => _bare.Dispose();

    private void Step(llama_memory_i* memory, int step, ref CounterRng tokens)
    {
        for (var s = 0; s < _point.Sequences; s++) _bare.Add(tokens.NextInt(_vocabulary), _point.Prefix + step, s, true);
        for (var pad = 0; pad < _pads; pad++) _bare.Add(0, pad, _point.Sequences, false);
        _bare.Flush();
        Llama.llama_synchronize(_bare.Context);
        if (_pads > 0) Llama.llama_memory_seq_rm(memory, _point.Sequences, -1, -1);
    }
}
