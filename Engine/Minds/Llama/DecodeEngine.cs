using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// Continuous batching on one context: <see cref="Add"/> asks, <see cref="Step"/> until nothing is left, <see cref="TryTake"/> what is
/// answered. Which ask runs where and when depends on the asks' order and content alone, never on time.
/// </summary>
internal sealed class DecodeEngine : IDisposable
{
    private readonly LlamaContext _context;
    private readonly ICachePlan _plan;
    private readonly PageStatistics _statistics;
    private readonly Ledger _ledger;
    private readonly DecodeBatch _batch;
    private readonly RowReaders _readers;
    private readonly List<Reading> _readings = [];
    private readonly Slot?[] _slots;
    private readonly Queue<(Prompt Prompt, IAnswering Answering)> _waiting = [];
    private readonly Dictionary<Slot, IAnswering> _answering = [];
    private readonly Queue<(Prompt Prompt, Answered Answered)> _done = [];
    private IReadOnlyList<(Prefix Prefix, byte[] State)> _prefixes = [];
    private CapReachedException? _cap;
    private bool _tainted; // what a broken row left in the cache could reach whoever comes after it: a masked cell is multiplied by zero, which makes no number of one that is none

    public DecodeEngine(LlamaContext context, ICachePlan plan, int parallel, RowReaders readers, PageStatistics statistics, Ledger ledger)
    {
        (_context, _plan, _readers, _statistics, _ledger) = (context, plan, readers, statistics, ledger);
        _batch = new DecodeBatch(context.BatchTokens);
        _slots = new Slot?[parallel];
    }

    /// <summary>Forgets everything and puts the page's prefixes into the cache.</summary>
    public void Begin(IReadOnlyList<(Prefix Prefix, byte[] State)> prefixes)
    {
        _waiting.Clear();
        _answering.Clear();
        _done.Clear();
        Array.Clear(_slots);
        _cap = null;
        _prefixes = prefixes;
        Clean();
    }

    private void Clean()
    {
        _tainted = false;
        _context.Reset();
        for (var s = 0; s < _context.Sequences; s++) _context.Steering?.Clear(new SequenceId(s));
        _plan.Begin(_prefixes);
    }

    /// <summary>Queues an ask; it starts when a sequence and cells are free, in the order of adding.</summary>
    public void Add(Prompt prompt, IAnswering answering) => _waiting.Enqueue((prompt, answering));

    /// <summary>One decode; false when nothing is left to do.</summary>
    public bool Step()
    {
        if (_tainted && _answering.Count == 0) Clean();
        if (_cap is null && !_tainted) Admit();
        if (_cap is not null && _answering.Count == 0) return false;
        if (_answering.Count == 0) return _waiting.Count > 0; // answers that were forced whole took no sequence
        _batch.Clear();
        _statistics.Rows += _plan.Fill(_batch, _slots);
        _context.Decode(_batch);
        _statistics.Decodes++;
        MindMetrics.BatchFill(_ledger.Mind, _batch.Count / (double)_batch.Capacity);
        MindMetrics.KvUse(_ledger.Mind, _plan.Use);
        _plan.AfterDecode();
        _readings.Clear();
        foreach (var slot in _slots)
        {
            if (slot is { Left: 0 }) _readings.Add(new Reading(slot, _answering[slot]));
        }

        _readers.Read(_readings);
        foreach (var reading in _readings) Take(reading);
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
            if (_slots[s] is not null) continue; // filled front to back, so that neighbours start together
            var (prompt, answering) = _waiting.Peek();
            var cells = CellsOf(prompt, answering);
            if (!_plan.Fits(prompt, cells, alone: _answering.Count == 0)) return; // later asks wait too: the order must not depend on their sizes
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
        _plan.Place(slot);
        _context.Steering?.Set(slot.Sequence, prompt.Doses, prompt.SteeredFrom);
        slot.Append(forced);
        _statistics.ComputedTokens += prompt.Tokens.Length - slot.Position;
        _slots[number] = slot;
        _answering.Add(slot, answering);
    }

    private void Take(Reading reading)
    {
        var (slot, answering, answered) = (reading.Slot, reading.Answering, reading.Answered);
        _tainted |= reading.IsBroken;
        if (answered is null && answering is Scoring scoring) Rewind(slot, scoring.PromptLength);
        if (answered is null && !_plan.TryGrow(slot)) answered = answering.Refuse("cells", $"it grew beyond the {slot.Reserved} cells set aside for it, and none was free");
        if (answered is null) return;
        _done.Enqueue((slot.Prompt, answered));
        _answering.Remove(slot);
        _slots[slot.Sequence.Value] = null;
        _plan.Release(slot);
        _context.Steering?.Clear(slot.Sequence);
    }

    // the next option starts again behind the prompt
    private void Rewind(Slot slot, int position)
    {
        if (slot.Position == position) return;
        _context.Cache.Remove(slot.Sequence, position);
        slot.Position = position;
    }
}
