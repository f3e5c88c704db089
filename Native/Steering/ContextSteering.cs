using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Steering;

/// <summary>A context's steering: which sequence has which doses from which position on, and how they reach the residual stream.</summary>
public sealed class ContextSteering : IDisposable
{
    private readonly LlamaContext _context;
    private readonly EvalHook _hook;
    private RowExchange? _exchange;
    private readonly RowPlan _tokenRows;
    private readonly RowPlan _outputRows;
    private readonly long[] _keys;
    private readonly Doses?[] _doses;
    private readonly int[] _from;
    private readonly StockVector _stock;
    private GroupedDecoder? _grouped;
    private long _lastKey;

    private ContextSteering(LlamaContext context, SteeringTable table, EvalHook hook)
    {
        (_context, Table, _hook) = (context, table, hook);
        Layers = table.Layers;
        _tokenRows = new RowPlan(context.BatchTokens);
        _outputRows = new RowPlan(context.BatchTokens);
        _keys = new long[context.Sequences];
        _doses = new Doses?[context.Sequences];
        _from = new int[context.Sequences];
        _stock = new StockVector(context);
    }

    public SteeringTable Table { get; }

    /// <summary>Blocks behind which something is added.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>What the context really does: <see cref="SteeringMode.Patch"/> or <see cref="SteeringMode.Grouped"/>.</summary>
    public SteeringMode Mode => _grouped is null ? SteeringMode.Patch : SteeringMode.Grouped;

    /// <summary>What was shown at load, for the manifest.</summary>
    public SteeringProof Proof { get; private set; } = null!;

    /// <summary>How each steered layer enters the graph; empty where nothing is patched.</summary>
    public IReadOnlyList<LayerLayout> Layouts { get; private set; } = [];

    internal RowExchange Exchange => _exchange ?? throw new InvalidOperationException("This context steers in groups: nothing is patched.");

    internal static ContextSteering Create(LlamaContext context, SteeringOptions options, EvalHook hook)
    {
        var (table, model) = (options.Table, context.Model);
        if (table.Width != model.Width || table.ModelLayers != model.Layers) throw new InputException($"The steering table is for a model of {table.ModelLayers} blocks and width {table.Width}, {Path.GetFileName(model.Path)} has {model.Layers} blocks and width {model.Width}.");
        if (table.Layers.Count == 0) throw new InputException("The steering table holds no direction; add at least one before the context is made.");
        table.Freeze();
        return new ContextSteering(context, table, hook);
    }

    /// <summary>Finds the operands and runs the proof, which decodes through the context; then the context is as new.</summary>
    internal void Start(SteeringMode mode)
    {
        if (mode == SteeringMode.Grouped)
        {
            Proof = SteeringProof.NotAsked(Layers.Count);
            GoGrouped();
            return;
        }

        Proof = FindSlots() is { } reason ? SteeringProof.Failed(Layers.Count, reason) : SteeringProof.Run(_context, this, SteeringProof.LoadShapes(_context));
        if (Proof.Holds) return;
        var model = _context.Model;
        if (mode == SteeringMode.Patch) throw new InputException($"{Path.GetFileName(model.Path)} ({model.Architecture}) cannot be steered row by row in this context: {Proof.Reason}. --steering auto decodes sequences with equal doses together instead (correct, slower).");
        GoGrouped();
    }

    /// <summary>From position <paramref name="from"/> on, the sequence is steered by these doses; null or an empty mix steers nothing.</summary>
    public void Set(SequenceId sequence, Doses? doses, int from = 0)
    {
        if ((uint)sequence.Value >= (uint)_keys.Length) throw new ArgumentOutOfRangeException(nameof(sequence), $"{sequence} does not exist: this context has sequences 0 to {_keys.Length - 1}.");
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (doses is { IsEmpty: true }) doses = null;
        if (doses is not null && !ReferenceEquals(doses.Table, Table) && !ReferenceEquals(doses.Table, ProofTable)) throw new InputException("These doses were mixed from another steering table than this context's.");
        _from[sequence.Value] = from;
        if (Equals(_doses[sequence.Value], doses)) return;
        _doses[sequence.Value] = doses;
        _keys[sequence.Value] = doses is null ? 0 : ++_lastKey;
    }

    /// <summary>Stops steering a sequence.</summary>
    public void Clear(SequenceId sequence) => Set(sequence, null);

    /// <summary>The doses of a sequence at a position, or null where it is not steered.</summary>
    public Doses? At(SequenceId sequence, int position) => position >= _from[sequence.Value] ? _doses[sequence.Value] : null;

    /// <summary>Positions were moved: the one from which on the sequence is steered moves along.</summary>
    internal void Shifted(SequenceId sequence, int from, int to, int delta)
    {
        var first = _from[sequence.Value];
        if (first > 0 && first >= from && (to < 0 || first <= to)) _from[sequence.Value] = Math.Max(0, first + delta);
    }

    public void Dispose()
    {
        _grouped?.Dispose();
        _hook.Dispose();
        _exchange?.Dispose();
    }

    /// <summary>Table of the proof while it runs.</summary>
    internal SteeringTable? ProofTable { get; set; }

    internal StockVector Stock => _stock;

    /// <summary>Decodes with the doses now set; false when the cache has no room.</summary>
    internal bool TryDecode(DecodeBatch batch, Func<DecodeBatch, bool> decode)
    {
        if (_grouped is not null) return _grouped.TryDecode(batch, this, decode);
        RowOrder.Require(_context, batch);
        Prepare(batch);
        var done = Run(batch, decode, patch: true);
        if (done) RequirePatched();
        return done;
    }

    /// <summary>Logits that the grouped decoder copied; the patched path leaves them in the library's buffer.</summary>
    internal bool TryRow(int row, out ReadOnlySpan<float> logits)
    {
        logits = default;
        return _grouped is not null && _grouped.TryRow(row, out logits);
    }

    /// <summary>One decode under the library's own vector, for the proof and the benchmark.</summary>
    internal void DecodeStock(DecodeBatch batch, Func<DecodeBatch, bool> decode)
    {
        if (!Run(batch, decode, patch: false)) throw new NativeException("The cache had no room for a decode under the stock vector.");
    }

    internal int PatchedNodes
    {
        get
        {
            var sum = 0;
            foreach (var slot in Exchange.Slots) sum += slot.Patched;
            return sum;
        }
    }

    internal void Invalidate()
    {
        _tokenRows.Invalidate();
        _outputRows.Invalidate();
    }

    /// <summary>The key of a row: 0 unsteered; a token of several sequences must mean the same in all of them.</summary>
    internal long KeyOf(DecodeBatch batch, int row, out Doses? doses)
    {
        var sequences = batch.SequencesOf(row);
        var position = batch.Position(row);
        var first = sequences[0];
        var steered = position >= _from[first];
        doses = steered ? _doses[first] : null;
        for (var i = 1; i < sequences.Length; i++)
        {
            if (!Equals(At(new SequenceId(sequences[i]), position), doses)) throw new InvalidOperationException($"Row {row} (position {position}) belongs to sequences {first} and {sequences[i]}, which have different doses there; add it to each of them.");
        }

        return steered ? _keys[first] : 0;
    }

    private void Prepare(DecodeBatch batch)
    {
        _tokenRows.Begin();
        _outputRows.Begin();
        for (var row = 0; row < batch.Count; row++)
        {
            var key = KeyOf(batch, row, out var doses);
            _tokenRows.Add(key, doses);
            if (batch.IsOutput(row)) _outputRows.Add(key, doses);
        }

        var table = ProofTable ?? Table;
        _tokenRows.Write(Exchange.Slots, outputsOnly: false, table);
        _outputRows.Write(Exchange.Slots, outputsOnly: true, table);
    }

    private void RequirePatched()
    {
        foreach (var slot in Exchange.Slots)
        {
            // without any output row the library leaves the last layer out
            if (slot.Patched != 1 && !(slot.OutputsOnly && _outputRows.Count == 0)) throw new NativeException($"Layer {slot.Layer} was patched {slot.Patched} times in one decode, once was expected: the batch ran unsteered or in pieces.");
        }
    }

    private bool Run(DecodeBatch batch, Func<DecodeBatch, bool> decode, bool patch)
    {
        Exchange.Begin();
        Exchange.Patch = patch;
        _hook.Begin();
        _hook.Visitor = Exchange;
        var done = decode(batch);
        _hook.Rethrow();
        return done;
    }

    // Null when every steered layer's operand was found, otherwise why not.
    private string? FindSlots()
    {
        var (operands, reason) = OperandSearch.Run(_context, _hook, _stock, Layers);
        if (reason is not null) return reason;
        var slots = new LayerSlot[operands.Length];
        _exchange = new RowExchange(slots);
        for (var i = 0; i < slots.Length; i++) slots[i] = LayerSlot.Create(operands[i], Table.Width, _context.BatchTokens);
        Layouts = [.. operands.Zip(slots, (o, s) => new LayerLayout(o.Layer, o.Node, o.Axis, o.OutputsOnly, s.OnDevice))];
        return null;
    }

    private void GoGrouped()
    {
        _hook.Visitor = null;
        _exchange?.Dispose();
        _exchange = null;
        Layouts = [];
        _grouped = new GroupedDecoder(_context, _stock, Layers);
    }
}
