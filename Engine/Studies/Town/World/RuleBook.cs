namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Open proposals, rules in force, and the breaches that are known.</summary>
public sealed class RuleBook(int mostBreaches)
{
    private const int MostOpen = 3;
    private readonly List<TownRule> _open = [], _inForce = [];
    private readonly List<Breach> _breaches = []; // by number
    private int _nextRule, _nextBreach;

    public IReadOnlyList<TownRule> Open => _open;

    public IReadOnlyList<TownRule> InForce => _inForce;

    public IReadOnlyList<Breach> Breaches => _breaches;

    public bool IsInForce(RuleKind kind)
    {
        foreach (var rule in _inForce)
        {
            if (rule.Kind == kind) return true;
        }

        return false;
    }

    /// <summary>Opens a proposal, or says why not.</summary>
    public TownRule? Propose(RuleKind kind, string text, int proposer, long tick, out string why)
    {
        why = "";
        if (_open.Count >= MostOpen) why = $"{MostOpen} proposals are open already";
        else if (_open.Exists(p => p.Kind == kind)) why = $"there is an open proposal to {RuleKinds.WordOf(kind)} already";
        else if (kind is not (RuleKind.LowerTax or RuleKind.HigherTax) && IsInForce(kind)) why = $"there is a rule to {RuleKinds.WordOf(kind)} already";
        if (why.Length > 0) return null;
        var rule = new TownRule(_nextRule++, kind, text, proposer, tick);
        _open.Add(rule);
        return rule;
    }

    public TownRule? Vote(int id, bool yes)
    {
        var at = _open.FindIndex(p => p.Id == id);
        if (at < 0) return null;
        _open[at] = yes ? _open[at] with { Yes = _open[at].Yes + 1 } : _open[at] with { No = _open[at].No + 1 };
        return _open[at];
    }

    /// <summary>A rule comes into force; one that contradicts it, or the oldest of too many, gives way and is returned.</summary>
    public TownRule? Enact(TownRule rule, long tick, int most)
    {
        TownRule? gone = null;
        var opposite = rule.Kind switch { RuleKind.LowerTax => RuleKind.HigherTax, RuleKind.HigherTax => RuleKind.LowerTax, _ => rule.Kind };
        var at = _inForce.FindIndex(r => r.Kind == opposite || r.Kind == rule.Kind);
        if (at < 0 && _inForce.Count >= most) at = 0;
        if (at >= 0)
        {
            gone = _inForce[at];
            _inForce.RemoveAt(at);
        }

        _nextRule = Math.Max(_nextRule, rule.Id + 1);
        _inForce.Add(rule with { Since = tick });
        return gone;
    }

    /// <summary>Takes the proposals out whose time is over.</summary>
    public IReadOnlyList<TownRule> Due(long tick, int voteTicks)
    {
        if (!_open.Exists(p => tick - p.Since >= voteTicks)) return [];
        var due = _open.FindAll(p => tick - p.Since >= voteTicks);
        _open.RemoveAll(due.Contains);
        return due;
    }

    public Breach Record(RuleKind kind, int offender, int victim, long tick)
    {
        var breach = new Breach(_nextBreach++, kind, offender, victim, tick);
        _breaches.Add(breach);
        return breach;
    }

    /// <summary>The breach of this number, or null when it is long forgotten.</summary>
    public Breach? Find(int id) => _breaches.Count > 0 && id >= _breaches[0].Id ? _breaches[id - _breaches[0].Id] : null;

    /// <summary>Old breaches are forgotten, so that a long life costs no more than a short one.</summary>
    public void Forget()
    {
        if (_breaches.Count > mostBreaches) _breaches.RemoveRange(0, _breaches.Count - mostBreaches);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_nextRule);
        writer.Write(_nextBreach);
        foreach (var list in new[] { _open, _inForce })
        {
            writer.Write(list.Count);
            foreach (var rule in list)
            {
                writer.Write(rule.Id);
                writer.Write((int)rule.Kind);
                writer.Write(rule.Text);
                writer.Write(rule.Proposer);
                writer.Write(rule.Since);
                writer.Write(rule.Yes);
                writer.Write(rule.No);
            }
        }

        writer.Write(_breaches.Count);
        foreach (var breach in _breaches)
        {
            writer.Write(breach.Id);
            writer.Write((int)breach.Kind);
            writer.Write(breach.Offender);
            writer.Write(breach.Victim);
            writer.Write(breach.Tick);
            writer.Write(breach.ReportedBy);
            writer.Write(breach.Settled);
        }
    }

    public void Load(BinaryReader reader)
    {
        (_nextRule, _nextBreach) = (reader.ReadInt32(), reader.ReadInt32());
        foreach (var list in new[] { _open, _inForce })
        {
            list.Clear();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                list.Add(new TownRule(reader.ReadInt32(), (RuleKind)reader.ReadInt32(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt64()) { Yes = reader.ReadInt32(), No = reader.ReadInt32() });
            }
        }

        _breaches.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _breaches.Add(new Breach(reader.ReadInt32(), (RuleKind)reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64()) { ReportedBy = reader.ReadInt32(), Settled = reader.ReadBoolean() });
        }
    }
}
