using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Benches;

/// <summary>The batched workload through the layer that the product uses.</summary>
public sealed class SafeLoop : IDisposable
{
    private readonly LlamaContext _context;
    private readonly DecodeBatch _batch;
    private readonly BatchedWorkload _work;
    private readonly int[] _tokens; // drawn before the clock starts, as in the bare loop
    private CancellationToken _cancellation;

    public SafeLoop(LlamaModel model, BatchedWorkload work, FlashAttention flash, int? threads)
    {
        _work = work;
        _context = LlamaContext.Create(model, BareLoop.Options(work, flash, threads));
        _batch = new DecodeBatch(_context.BatchTokens);
        _tokens = BareLoop.Draw(work, model.Vocabulary.Count);
    }

    /// <summary>One repeat on a cleared cache; a cancelled one throws at the next decode.</summary>
    public PhaseTimes Run(CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _batch.Clear();
        _context.Cache.Clear();
        var start = Stopwatch.GetTimestamp();
        for (var s = 0; s < _work.Sequences; s++)
        {
            for (var p = 0; p < _work.Prompt; p++)
            {
                if (_batch.Count == _batch.Capacity) Flush();
                _batch.Add(Token(s, p), p, new SequenceId(s), output: p == _work.Prompt - 1);
            }
        }

        Flush();
        _context.Synchronize();
        var prompt = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        for (var p = _work.Prompt; p < _work.Prompt + _work.Generate; p++)
        {
            for (var s = 0; s < _work.Sequences; s++) _batch.Add(Token(s, p), p, new SequenceId(s), output: true);
            Flush();
            _context.Synchronize();
        }

        return new PhaseTimes(prompt.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Flush()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_batch.Count > 0) _context.Decode(_batch);
        _batch.Clear();
    }

    private int Token(int sequence, int position) => _tokens[(sequence * (_work.Prompt + _work.Generate)) + position];
}
