namespace PersonaSim.Engine.Society.Opinions;

/// <summary>
/// Where everybody stands on each topic, 1 (against) to 5 (for), as they said themselves when last asked, and which arguments they heard since.
/// Nothing here moves an opinion; only an answer does. Counters by stance make every summary cost the same in a town of any size.
/// </summary>
public sealed class OpinionBoard
{
    public const int Points = 5, Undecided = 3;
    private readonly byte[] _stances; // [people, topics]
    private readonly ushort[] _for, _against;
    private readonly int[] _counts; // [topics, points]

    public OpinionBoard(int people, int topics)
    {
        (People, Topics) = (people, topics);
        _stances = new byte[people * topics];
        _for = new ushort[people * topics];
        _against = new ushort[people * topics];
        _counts = new int[topics * Points];
        Array.Fill(_stances, (byte)Undecided);
        for (var t = 0; t < topics; t++) _counts[(t * Points) + Undecided - 1] = people;
    }

    public int People { get; }

    public int Topics { get; }

    public int StanceOf(int who, int topic) => _stances[(who * Topics) + topic];

    public void Set(int who, int topic, int stance)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(stance is >= 1 and <= Points, true, nameof(stance));
        ref var known = ref _stances[(who * Topics) + topic];
        _counts[(topic * Points) + known - 1]--;
        known = (byte)stance;
        _counts[(topic * Points) + known - 1]++;
    }

    /// <summary>Somebody heard an argument from one who stands there.</summary>
    public void Hear(int who, int topic, int speakersStance)
    {
        var side = speakersStance > Undecided ? _for : speakersStance < Undecided ? _against : null;
        if (side is null) return;
        ref var heard = ref side[(who * Topics) + topic];
        if (heard < ushort.MaxValue) heard++;
    }

    /// <summary>Arguments heard since the last answer.</summary>
    public (int For, int Against) HeardOf(int who, int topic) => (_for[(who * Topics) + topic], _against[(who * Topics) + topic]);

    public void Forget(int who, int topic) => _for[(who * Topics) + topic] = _against[(who * Topics) + topic] = 0;

    public int CountAt(int topic, int stance) => _counts[(topic * Points) + stance - 1];

    public double Mean(int topic)
    {
        double sum = 0;
        for (var s = 1; s <= Points; s++) sum += s * CountAt(topic, s);
        return sum / People;
    }

    public double Variance(int topic)
    {
        var (mean, sum) = (Mean(topic), 0.0);
        for (var s = 1; s <= Points; s++) sum += CountAt(topic, s) * (s - mean) * (s - mean);
        return sum / People;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_stances);
        foreach (var n in _for) writer.Write(n);
        foreach (var n in _against) writer.Write(n);
    }

    public void Load(BinaryReader reader)
    {
        var stances = reader.ReadBytes(_stances.Length);
        for (var i = 0; i < stances.Length; i++) Set(i / Topics, i % Topics, stances[i]);
        for (var i = 0; i < _for.Length; i++) _for[i] = reader.ReadUInt16();
        for (var i = 0; i < _against.Length; i++) _against[i] = reader.ReadUInt16();
    }
}
