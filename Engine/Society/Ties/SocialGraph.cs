namespace PersonaSim.Engine.Society.Ties;

/// <summary>
/// Directed ties whose strength fades with time. Fading is computed when a tie is looked at, so a tick costs nothing for ties that nobody
/// touches. Everybody keeps so many ties at most; the weakest is forgotten for a new one.
/// </summary>
public sealed class SocialGraph
{
    private readonly List<Tie>[] _ties; // by person, sorted by the other's number
    private readonly double _halfLife;
    private readonly int _most;

    public SocialGraph(int people, double halfLife, int most = 64)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfLife);
        (_halfLife, _most) = (halfLife, most);
        _ties = new List<Tie>[people];
        for (var i = 0; i < people; i++) _ties[i] = [];
    }

    public int People => _ties.Length;

    /// <summary>Ties as they were last touched, in the order of the others' numbers.</summary>
    public IReadOnlyList<Tie> Of(int who) => _ties[who];

    public double StrengthOf(int from, int to, long tick) => Find(from, to) is var at and >= 0 ? Faded(_ties[from][at], tick) : 0;

    public double TrustOf(int from, int to) => Find(from, to) is var at and >= 0 ? _ties[from][at].Trust : 0;

    public double Faded(Tie tie, long tick) => tie.Strength * Math.Pow(0.5, Math.Max(0, tick - tie.Tick) / _halfLife);

    /// <summary>Something happened between them, seen from one side: both numbers move toward their ends, never past them.</summary>
    public void Touch(int from, int to, long tick, double closer, double trust, bool met = false)
    {
        if (from == to) return;
        var ties = _ties[from];
        var at = Find(from, to);
        if (at < 0)
        {
            if (ties.Count >= _most) Forget(ties, tick);
            at = ~Find(from, to);
            ties.Insert(at, new Tie(to, 0, 0, 0, tick));
        }

        var old = ties[at];
        var strength = Faded(old, tick);
        strength += closer >= 0 ? closer * (1 - strength) : closer * strength;
        var believed = old.Trust + (trust >= 0 ? trust * (1 - old.Trust) : trust * (1 + old.Trust));
        ties[at] = new Tie(to, strength, believed, old.Meetings + (met ? 1 : 0), tick);
    }

    /// <summary>Whoever is closest now, or -1.</summary>
    public int Closest(int who, long tick)
    {
        var (best, strength) = (-1, 0.0);
        foreach (var tie in _ties[who])
        {
            var now = Faded(tie, tick);
            if (now > strength) (best, strength) = (tie.Other, now);
        }

        return best;
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var ties in _ties)
        {
            writer.Write(ties.Count);
            foreach (var tie in ties)
            {
                writer.Write(tie.Other);
                writer.Write(tie.Strength);
                writer.Write(tie.Trust);
                writer.Write(tie.Meetings);
                writer.Write(tie.Tick);
            }
        }
    }

    public void Load(BinaryReader reader)
    {
        foreach (var ties in _ties)
        {
            ties.Clear();
            for (var left = reader.ReadInt32(); left > 0; left--) ties.Add(new Tie(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt64()));
        }
    }

    // ~ of where it belongs when there is none
    private int Find(int from, int to)
    {
        var ties = _ties[from];
        var (low, high) = (0, ties.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var other = ties[middle].Other;
            if (other == to) return middle;
            if (other < to) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private void Forget(List<Tie> ties, long tick)
    {
        var (weakest, strength) = (0, double.MaxValue);
        for (var i = 0; i < ties.Count; i++)
        {
            var now = Faded(ties[i], tick) + Math.Abs(ties[i].Trust);
            if (now < strength) (weakest, strength) = (i, now);
        }

        ties.RemoveAt(weakest);
    }
}
