using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// Continuous batching on one context: <see cref="Add"/> asks, <see cref="Step"/> until nothing is left, <see cref="TryTake"/> what is
/// answered. Which ask runs where and when depends on the asks' order and content alone, never on time.
/// </summary>
internal sealed class DecodeEngine : IDisposable
{
    internal const int TileRows = 64; // below so many rows the CPU's flash attention is not tiled
    private readonly LlamaContext _context;
    private readonly LlamaMindOptions _options;
    private readonly PageStatistics _statistics;
    private readonly Ledger _ledger;
    private readonly DecodeBatch _batch;
    private readonly LogitRows _logits;
    private readonly Slot?[] _slots;
    private readonly Queue<(Prompt Prompt, IAnswering Answering)> _waiting = [];
    private readonly Dictionary<Slot, IAnswering> _answering = [];
    private readonly Dictionary<string, Prefix> _prefixes = new(StringComparer.Ordinal);
    private readonly Queue<(Prompt Prompt, Answered Answered)> _done = [];
    private readonly SequenceId _padding;
    private int _freeCells;
    private CapReachedException? _cap;

    public DecodeEngine(LlamaContext context, LlamaMindOptions options, PageStatistics statistics, Ledger ledger)
    {
        (_context, _options, _statistics, _ledger) = (context, options, statistics, ledger);
        _batch = new DecodeBatch(context.BatchTokens);
        _logits = new LogitRows(context);
        _slots = new Slot?[options.Parallel];
        _padding = new SequenceId(context.Sequences - 1);
    }

    /// <summary>Forgets everything and puts the page's prefixes into the cache.</summary>
    public void Begin(IReadOnlyList<(Prefix Prefix, byte[] State)> prefixes)
    {
        _context.Reset();
        _waiting.Clear();
        _answering.Clear();
        _prefixes.Clear();
        _done.Clear();
        Array.Clear(_slots);
        _cap = null;
        for (var s = 0; s < _context.Sequences; s++) _context.Steering?.Clear(new SequenceId(s));
        _freeCells = _context.Cells - (_options.PadRows ? TileRows : 0);
        foreach (var (prefix, state) in prefixes)
        {
            _context.Cache.Restore(prefix.Sequence, state);
            _prefixes.Add(prefix.Key, prefix);
            _freeCells -= prefix.Tokens.Length;
        }
    }

    /// <summary>Queues an ask; it starts when a sequence and cells are free, in the order of adding.</summary>
    public void Add(Prompt prompt, IAnswering answering) => _waiting.Enqueue((prompt, answering));

    /// <summary>One decode; false when nothing is left to do.</summary>
    public bool Step()
    {
        if (_cap is null) Admit();
        if (_cap is not null && _answering.Count == 0) return false;
        if (_answering.Count == 0) return _waiting.Count > 0; // answers that were forced whole took no sequence
        Fill();
        _context.Decode(_batch);
        _statistics.Decodes++;
        MindMetrics.BatchFill(_ledger.Mind, _batch.Count / (double)_batch.Capacity);
        MindMetrics.KvUse(_ledger.Mind, 1 - (_freeCells / (double)_context.Cells));
        if (_context.Cache.Range(_padding) is not null) _context.Cache.Remove(_padding);
        foreach (var slot in _slots)
        {
            if (slot is not null && slot.Left == 0) Read(slot);
        }

        return true;
    }

    /// <summary>Throws the cap that ended the page, once everything answered has been taken.</summary>
    public void RethrowCap()
    {
        if (_cap is not null) throw _cap;
    }

    public bool TryTake(out Prompt prompt, out Answered answered)
    {
        var any = _done.TryDequeue(out var done);
        (prompt, answered) = done;
        return any;
    }

    public void Dispose() => _batch.Dispose();

    /// <summary>Cells that an ask needs beyond its shared prefix.</summary>
    public static int CellsOf(Prompt prompt, IAnswering answering) => prompt.Tokens.Length - (prompt.SharesPrefix ? prompt.SharedLength : 0) + answering.ExpectedTokens + 1;

    private void Admit()
    {
        for (var s = 0; s < _slots.Length && _waiting.Count > 0; s++)
        {
            if (_slots[s] is not null) continue;
            var (prompt, answering) = _waiting.Peek();
            var cells = CellsOf(prompt, answering);
            if (cells > _freeCells)
            {
                if (_answering.Count == 0) throw new InputException($"Ask {prompt.Ask.Key} needs {cells} cells beside the shared prefixes, {_freeCells} are there; give the mind more cells.");
                return; // later asks wait too: the order must not depend on their sizes
            }

            try
            {
                _ledger.BeginCall();
            }
            catch (CapReachedException cap) // what is under way is finished and counted, then the page ends with it
            {
                _cap = cap;
                return;
            }

            _waiting.Dequeue();
            Start(s, prompt, answering, cells);
        }
    }

    private void Start(int number, Prompt prompt, IAnswering answering, int cells)
    {
        var slot = new Slot(prompt, new SequenceId(number), cells);
        if (answering.Begin() is not { } forced)
        {
            _done.Enqueue((prompt, answering.Whole()));
            return;
        }

        if (prompt.SharesPrefix) MindMetrics.PrefixHits(_ledger.Mind, prompt.SharedLength);
        if (prompt.SharesPrefix) _context.Cache.Copy(_prefixes[LlamaMind.KeyOf(prompt)].Sequence, slot.Sequence);
        _context.Steering?.Set(slot.Sequence, prompt.Doses, prompt.SteeredFrom);
        slot.Feed.AddRange(forced);
        _statistics.ComputedTokens += prompt.Tokens.Length - slot.Position;
        _freeCells -= cells;
        _slots[number] = slot;
        _answering.Add(slot, answering);
    }

    // First the answers that are under way, a few tokens each, then as much of the prompts as fits.
    private void Fill()
    {
        _batch.Clear();
        foreach (var generating in new[] { true, false })
        {
            foreach (var slot in _slots)
            {
                if (slot is not null && slot.Left > 0 && IsGenerating(slot) == generating) Feed(slot);
            }
        }

        _statistics.Rows += _batch.Count;
        if (!_options.PadRows) return;
        for (var i = 0; _batch.Count < Math.Min(TileRows, _batch.Capacity); i++) _batch.Add(0, i, _padding, output: false);
    }

    private static bool IsGenerating(Slot slot) => slot.Position >= slot.Prompt.Tokens.Length;

    private void Feed(Slot slot)
    {
        var count = Math.Min(slot.Left, _batch.Capacity - _batch.Count);
        if (slot.WantsEachRow) count = Math.Min(count, _context.OutputRows - _batch.Outputs) is var rows && rows < slot.Left ? 0 : rows;
        else if (count == slot.Left && _batch.Outputs == _context.OutputRows) count--; // its logits come with a later decode
        for (var i = 0; i < count; i++)
        {
            var last = slot.Fed == slot.Feed.Count - 1;
            var row = _batch.Add(slot.Feed[slot.Fed++], slot.Position++, slot.Sequence, output: last || slot.WantsEachRow);
            if (last) slot.Rows = slot.WantsEachRow ? (row - slot.Feed.Count + 1, slot.Feed.Count) : (row, 1);
        }
    }

    private void Read(Slot slot)
    {
        var answering = _answering[slot];
        var answered = answering.Read(slot, _logits);
        if (answered is null && answering is Scoring scoring) Rewind(slot, scoring.PromptLength);
        if (answered is null && !HasRoom(slot)) answered = answering.Refuse("cells", $"it grew beyond the {slot.Reserved} cells set aside for it, and none was free");
        if (answered is null) return;
        _done.Enqueue((slot.Prompt, answered));
        _answering.Remove(slot);
        _slots[slot.Sequence.Value] = null;
        _freeCells += slot.Reserved;
        _context.Cache.Remove(slot.Sequence);
        _context.Steering?.Clear(slot.Sequence);
    }

    // the next option starts again behind the prompt
    private void Rewind(Slot slot, int position)
    {
        if (slot.Position == position) return;
        _context.Cache.Remove(slot.Sequence, position);
        slot.Position = position;
    }

    // what an answer needs beyond its share is taken from what is free
    private bool HasRoom(Slot slot)
    {
        var beyond = slot.Position + slot.Left - slot.First - slot.Reserved;
        if (beyond <= 0) return true;
        if (beyond > _freeCells) return false;
        slot.Reserved += beyond;
        _freeCells -= beyond;
        return true;
    }
}
