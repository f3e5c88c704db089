using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>What one mind of a run did and cost, and where it stops. Safe to use from several threads.</summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _repaired = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _retried = new(StringComparer.Ordinal);
    private readonly LedgerCaps _caps;
    private readonly Prices? _prices;
    private readonly TimeProvider _clock;
    private LedgerSnapshot _sums;
    private decimal _cost;
    private int _inside;
    private long _since;

    /// <param name="earlier">What the run had counted before it was stopped: caps hold over resumes.</param>
    public Ledger(string mind, LedgerCaps? caps = null, Prices? prices = null, LedgerSnapshot? earlier = null, TimeProvider? clock = null)
    {
        if (caps?.Cost is not null && prices is null) throw new InputException($"The mind '{mind}' has a cap on cost and no prices: give its prices per million input and output tokens.");
        if (caps is { Calls: < 0 } or { Tokens: < 0 } or { Seconds: < 0 or double.NaN } or { Cost: < 0 }) throw new InputException($"A cap of the mind '{mind}' is negative: {caps}.");
        (Mind, _caps, _prices, _clock) = (mind, caps ?? new LedgerCaps(), prices, clock ?? TimeProvider.System);
        _sums = (earlier ?? new LedgerSnapshot(mind)) with { Mind = mind };
        _cost = earlier?.Cost ?? 0;
        foreach (var (from, to) in new[] { (_sums.Refused, _refused), (_sums.Repaired, _repaired), (_sums.Retried, _retried) })
        {
            foreach (var (reason, count) in from) to[reason] = count;
        }
    }

    public string Mind { get; }

    /// <summary>Counts a call that is about to be made, or says which cap forbids it.</summary>
    /// <exception cref="CapReachedException"/>
    public void BeginCall()
    {
        lock (_gate)
        {
            Refuse("calls", _sums.Calls, _caps.Calls);
            Refuse("tokens", _sums.PromptTokens + _sums.GeneratedTokens, _caps.Tokens);
            Refuse("seconds", Seconds(), _caps.Seconds);
            Refuse("cost", (double)_cost, (double?)_caps.Cost);
            _sums = _sums with { Calls = _sums.Calls + 1 };
        }

        MindMetrics.Call(Mind);
    }

    /// <summary>Counts what a call took.</summary>
    /// <param name="estimated">The counts were estimated, because the endpoint gave none.</param>
    public void Spend(AnswerUsage usage, bool estimated = false)
    {
        lock (_gate)
        {
            _sums = _sums with
            {
                PromptTokens = _sums.PromptTokens + usage.PromptTokens,
                ComputedTokens = _sums.ComputedTokens + usage.ComputedTokens,
                GeneratedTokens = _sums.GeneratedTokens + usage.GeneratedTokens,
                ThoughtTokens = _sums.ThoughtTokens + usage.ThoughtTokens,
                Overrides = _sums.Overrides + usage.Overrides,
                EstimatedCalls = _sums.EstimatedCalls + (estimated ? 1 : 0),
            };
            _cost += _prices?.Of(usage) ?? 0;
        }

        MindMetrics.Tokens(Mind, usage);
    }

    /// <summary>Counts a prefix that was computed once for many asks, whose own usage does not hold it.</summary>
    public void SpendPrefix(int computedTokens)
    {
        lock (_gate) _sums = _sums with { ComputedTokens = _sums.ComputedTokens + computedTokens };
        MindMetrics.Tokens(Mind, "computed", computedTokens);
    }

    /// <summary>Counts an answer that the rule gave instead; reasons are few and short, details belong to the answer.</summary>
    public void Refused(string reason)
    {
        Count(_refused, reason);
        MindMetrics.Refusal(Mind, reason);
    }

    public void Repaired(string reason) => Count(_repaired, reason);

    public void Retried(string reason) => Count(_retried, reason);

    /// <summary>The mind works until the result is disposed; threads that work at the same time count once.</summary>
    public IDisposable Work()
    {
        lock (_gate)
        {
            if (_inside++ == 0) _since = _clock.GetTimestamp();
        }

        return new Visit(this);
    }

    public LedgerSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _sums with
            {
                Refused = new SortedDictionary<string, long>(_refused, StringComparer.Ordinal),
                Repaired = new SortedDictionary<string, long>(_repaired, StringComparer.Ordinal),
                Retried = new SortedDictionary<string, long>(_retried, StringComparer.Ordinal),
                Seconds = Seconds(),
                Cost = _prices is null ? null : _cost,
            };
        }
    }

    private double Seconds() => _sums.Seconds + (_inside > 0 ? _clock.GetElapsedTime(_since).TotalSeconds : 0);

    private void Refuse(string cap, double reached, double? allowed)
    {
        if (reached >= allowed) throw new CapReachedException(Mind, cap, reached, allowed.Value);
    }

    private void Count(SortedDictionary<string, long> counts, string reason)
    {
        lock (_gate) counts[reason] = counts.GetValueOrDefault(reason) + 1;
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (_inside == 1) _sums = _sums with { Seconds = Seconds() };
            _inside--;
        }
    }

    private sealed class Visit(Ledger ledger) : IDisposable
    {
        private Ledger? _ledger = ledger;

        public void Dispose() => Interlocked.Exchange(ref _ledger, null)?.Leave();
    }
}
