using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Steering;

/// <summary>
/// Steering without patching: rows with equal doses are decoded together under the library's own vector, group after group. Rows of one
/// sequence keep their order. Each group overwrites the library's logits, so they are copied out.
/// </summary>
internal sealed unsafe class GroupedDecoder : IDisposable
{
    private readonly LlamaContext _context;
    private readonly StockVector _stock;
    private readonly IReadOnlyList<int> _layers;
    private readonly DecodeBatch _part;
    private readonly int _vocabulary;
    private readonly int[] _stored; // where a row's logits lie in the store, -1: nowhere
    private readonly bool[] _done;
    private readonly bool[] _blocked;
    private NativeBlock? _store;
    private Doses? _current;
    private bool _set;

    public GroupedDecoder(LlamaContext context, StockVector stock, IReadOnlyList<int> layers)
    {
        (_context, _stock, _layers) = (context, stock, layers);
        _vocabulary = context.Model.Vocabulary.Count;
        _part = new DecodeBatch(context.BatchTokens, context.Sequences);
        _stored = new int[context.BatchTokens];
        _done = new bool[context.BatchTokens];
        _blocked = new bool[context.Sequences];
    }

    /// <summary>Library decodes of the last batch.</summary>
    public int Groups { get; private set; }

    public bool TryDecode(DecodeBatch batch, ContextSteering steering, Func<DecodeBatch, bool> decode)
    {
        Reserve(batch.Outputs);
        Array.Fill(_stored, -1);
        Array.Clear(_done, 0, batch.Count);
        Groups = 0;
        var (left, stored) = (batch.Count, 0);
        while (left > 0)
        {
            var rows = TakeGroup(batch, steering, out var doses);
            Use(doses);
            if (!decode(_part))
            {
                RollBack(batch);
                return false;
            }

            Groups++;
            for (var i = 0; i < rows.Count; i++)
            {
                _done[rows[i]] = true;
                if (!batch.IsOutput(rows[i])) continue;
                _context.CopyLibraryLogits(i, new Span<float>(Slot(stored), _vocabulary));
                _stored[rows[i]] = stored++;
            }

            left -= rows.Count;
        }

        return true;
    }

    public bool TryRow(int row, out ReadOnlySpan<float> logits)
    {
        var found = (uint)row < (uint)_stored.Length && _stored[row] >= 0;
        logits = found ? new ReadOnlySpan<float>(Slot(_stored[row]), _vocabulary) : default; // valid until the next decode or Dispose
        return found;
    }

    public void Dispose()
    {
        _part.Dispose();
        _store?.Dispose();
    }

    // The first row left decides the doses; every later row joins that has the same and no row of its sequence waiting before it.
    private List<int> TakeGroup(DecodeBatch batch, ContextSteering steering, out Doses? doses)
    {
        var rows = new List<int>();
        doses = null;
        Array.Clear(_blocked);
        _part.Clear();
        for (var row = 0; row < batch.Count; row++)
        {
            if (_done[row]) continue;
            steering.KeyOf(batch, row, out var wanted);
            var sequences = batch.SequencesOf(row);
            if (rows.Count == 0) doses = wanted;
            if (!Equals(wanted, doses) || IsBlocked(sequences))
            {
                foreach (var sequence in sequences) _blocked[sequence] = true;
                continue;
            }

            rows.Add(row);
            _part.Add(batch.Token(row), batch.Position(row), System.Runtime.InteropServices.MemoryMarshal.Cast<int, SequenceId>(sequences), batch.IsOutput(row));
        }

        return rows;
    }

    private bool IsBlocked(ReadOnlySpan<int> sequences)
    {
        foreach (var sequence in sequences)
        {
            if (_blocked[sequence]) return true;
        }

        return false;
    }

    private void Use(Doses? doses)
    {
        if (_set && Equals(doses, _current)) return;
        _stock.Set(doses, _layers);
        (_current, _set) = (doses, true);
    }

    private void RollBack(DecodeBatch batch)
    {
        try
        {
            for (var row = 0; row < batch.Count; row++)
            {
                if (!_done[row]) continue;
                foreach (var sequence in batch.SequencesOf(row)) _context.Cache.Remove(new SequenceId(sequence), batch.Position(row), batch.Position(row) + 1);
            }
        }
        catch (InvalidOperationException e)
        {
            throw new NativeException($"The KV cache was full in the middle of {batch.Count} tokens, and this model's memory cannot take back those already computed: use more cells.", e);
        }
    }

    private void Reserve(int rows)
    {
        var bytes = (nuint)Math.Max(1, rows) * (nuint)_vocabulary * sizeof(float);
        if (_store is not null && _store.Bytes >= bytes) return;
        _store?.Dispose();
        _store = new NativeBlock(nameof(GroupedDecoder), bytes);
    }

    private float* Slot(int index) => (float*)_store!.Pointer + ((nint)index * _vocabulary);
}
