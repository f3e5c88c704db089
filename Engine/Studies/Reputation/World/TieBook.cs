namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>
/// Directed ties, tagged with the role in which the other is known, and everybody's blacklist: the last so many people they cut off. Unlike ties
/// of acquaintance these do not fade; they are made and cut by decision.
/// </summary>
public sealed class TieBook
{
    private readonly List<int>[,] _ties; // [roles, people], sorted
    private readonly int[,] _inward; // [roles, people]
    private readonly List<int>[] _black; // oldest first
    private readonly int _most;

    public TieBook(int people, int blacklist)
    {
        (People, _most) = (people, blacklist);
        _ties = new List<int>[Parts.Count, people];
        _inward = new int[Parts.Count, people];
        _black = new List<int>[people];
        for (var i = 0; i < people; i++)
        {
            _black[i] = [];
            for (var part = 0; part < Parts.Count; part++) _ties[part, i] = [];
        }
    }

    public int People { get; }

    /// <summary>Whom somebody is tied to as this, in the order of their numbers.</summary>
    public IReadOnlyList<int> Of(int who, Part part) => _ties[(int)part, who];

    /// <summary>How many are tied to somebody as this.</summary>
    public int Inward(int who, Part part) => _inward[(int)part, who];

    public IReadOnlyList<int> BlacklistOf(int who) => _black[who];

    public bool Has(int from, Part part, int to) => _ties[(int)part, from].BinarySearch(to) >= 0;

    public bool Mutual(int one, Part part, int other) => Has(one, part, other) && Has(other, part, one);

    public bool Blacklists(int who, int other) => _black[who].Contains(other);

    /// <summary>Either has the other on the blacklist: they never play.</summary>
    public bool Apart(int one, int other) => Blacklists(one, other) || Blacklists(other, one);

    /// <summary>False: there was one already, or it is to oneself.</summary>
    public bool Make(int from, Part part, int to)
    {
        var ties = _ties[(int)part, from];
        var at = ties.BinarySearch(to);
        if (at >= 0 || from == to) return false;
        ties.Insert(~at, to);
        _inward[(int)part, to]++;
        return true;
    }

    /// <summary>Cuts every tie to somebody, whatever the role, and puts them on the blacklist; how many ties were cut.</summary>
    public int Avoid(int from, int to)
    {
        if (from == to) return 0;
        var cut = 0;
        for (var part = 0; part < Parts.Count; part++)
        {
            var at = _ties[part, from].BinarySearch(to);
            if (at < 0) continue;
            _ties[part, from].RemoveAt(at);
            _inward[part, to]--;
            cut++;
        }

        var black = _black[from];
        black.Remove(to);
        if (black.Count == _most) black.RemoveAt(0);
        black.Add(to);
        return cut;
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var ties in _ties) Write(writer, ties);
        foreach (var black in _black) Write(writer, black);
    }

    public void Load(BinaryReader reader)
    {
        Array.Clear(_inward);
        for (var part = 0; part < Parts.Count; part++)
        {
            for (var i = 0; i < People; i++)
            {
                Read(reader, _ties[part, i]);
                foreach (var to in _ties[part, i]) _inward[part, to]++;
            }
        }

        foreach (var black in _black) Read(reader, black);
    }

    private static void Write(BinaryWriter writer, List<int> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers) writer.Write(number);
    }

    private static void Read(BinaryReader reader, List<int> numbers)
    {
        numbers.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) numbers.Add(reader.ReadInt32());
    }
}
