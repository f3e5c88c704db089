using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Benches;

/// <summary>The ways of steering that are compared; each is the same workload on a context of its own.</summary>
public enum SteerWay
{
    /// <summary>No control vector in the graph.</summary>
    None,

    /// <summary>The library's own vector, the same for everyone.</summary>
    StockShared,

    /// <summary>Our rows: as many personas as asked for, in one batch.</summary>
    Rows,

    /// <summary>The library's vector set anew before each sequence's token.</summary>
    StockSwapped,

    /// <summary>Sequences with equal doses together under the library's vector.</summary>
    Grouped,
}

/// <summary>Prompts, then one token per sequence and step, under one way of steering.</summary>
public sealed class SteerLoop : IDisposable
{
    private readonly LlamaContext _context;
    private readonly StockVector? _stock;
    private readonly DecodeBatch _batch;
    private readonly BatchedWorkload _work;
    private readonly SteerWay _way;
    private readonly int[] _tokens;
    private readonly Doses[] _personas;
    private CancellationToken _cancellation;

    public SteerLoop(LlamaModel model, BatchedWorkload work, SteerWay way, int personas, int? threads, FlashAttention flash)
    {
        (_work, _way) = (work, way);
        var table = RandomTraits.Table(model);
        _personas = [.. Enumerable.Range(0, Math.Max(1, personas)).Select(i => Persona(table, i))];
        var options = BareLoop.Options(work, flash, threads);
        _context = LlamaContext.Create(model, way switch
        {
            SteerWay.Rows => options with { Steering = new SteeringOptions(table, SteeringMode.Patch) },
            SteerWay.Grouped => options with { Steering = new SteeringOptions(table, SteeringMode.Grouped) },
            _ => options,
        });
        _stock = way is SteerWay.StockShared or SteerWay.StockSwapped ? new StockVector(_context) : null;
        _batch = new DecodeBatch(_context.BatchTokens);
        _tokens = BareLoop.Draw(work, model.Vocabulary.Count);
    }

    /// <summary>One repeat on a cleared cache; a cancelled one throws at the next decode.</summary>
    public PhaseTimes Run(CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _batch.Clear();
        _context.Cache.Clear();
        for (var s = 0; s < _work.Sequences; s++) _context.Steering?.Set(new SequenceId(s), _personas[s % _personas.Length]);
        if (_way == SteerWay.StockShared) _stock!.Set(_personas[0], _personas[0].Table.Layers);
        var start = Stopwatch.GetTimestamp();
        Prompt();
        var prompt = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        for (var p = _work.Prompt; p < _work.Prompt + _work.Generate; p++)
        {
            for (var s = 0; s < _work.Sequences; s++) Add(s, p, output: true);
            Flush();
        }

        return new PhaseTimes(prompt.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Prompt()
    {
        for (var s = 0; s < _work.Sequences; s++)
        {
            for (var p = 0; p < _work.Prompt; p++) Add(s, p, output: p == _work.Prompt - 1);
        }

        Flush();
    }

    private void Add(int sequence, int position, bool output)
    {
        if (_batch.Count == _batch.Capacity) Flush();
        _batch.Add(_tokens[(sequence * (_work.Prompt + _work.Generate)) + position], position, new SequenceId(sequence), output);
        if (_way != SteerWay.StockSwapped || !output) return;
        // what is left without a vector per row: one sequence at a time
        var doses = _personas[sequence % _personas.Length];
        _stock!.Set(doses, doses.Table.Layers);
        Flush();
    }

    private void Flush()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_batch.Count > 0) _context.Decode(_batch);
        _batch.Clear();
        _context.Synchronize();
    }

    private static Doses Persona(SteeringTable table, int index)
    {
        var rng = new CounterRng((ulong)index, 77);
        return table.Doses([.. table.Names.Select(name => (name, (float)(rng.NextDouble() * 2) - 1))]);
    }
}
