namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What happened in the step so far, and the sums over the run that a trend needs.</summary>
public sealed class StepCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<Counted>().Length];
    private long _steps;
    private double _sumT, _sumY, _sumTy, _sumTt;
    private int _below;

    public long this[Counted what] => _counts[(int)what];

    /// <summary>The step from which on success stayed low, or −1.</summary>
    public long CollapsedAt { get; private set; } = -1;

    /// <summary>Change of the success rate for a step, by least squares over the run; 0 before there are two steps.</summary>
    public double Slope => _steps * _sumTt - _sumT * _sumT is var width and > 0 ? ((_steps * _sumTy) - (_sumT * _sumY)) / width : 0;

    public double MeanRate => _steps == 0 ? 0 : _sumY / _steps;

    public void Add(Counted what, long count = 1) => _counts[(int)what] += count;

    public double Rate(Counted part, Counted whole) => this[whole] == 0 ? 0 : this[part] / (double)this[whole];

    /// <summary>A step ended with this success rate: five in a row below a fifth are a collapse (chosen), which a recovery undoes.</summary>
    public void Note(long tick, double rate)
    {
        const double low = 0.2;
        const int inARow = 5;
        _steps++;
        _sumT += tick;
        _sumY += rate;
        _sumTy += tick * rate;
        _sumTt += tick * (double)tick;
        _below = rate < low ? _below + 1 : 0;
        if (_below == 0) CollapsedAt = -1;
        else if (_below == inARow) CollapsedAt = tick - inARow + 1;
    }

    public void Clear() => Array.Clear(_counts);

    public void Save(BinaryWriter writer)
    {
        foreach (var count in _counts) writer.Write(count);
        foreach (var sum in new[] { _sumT, _sumY, _sumTy, _sumTt }) writer.Write(sum);
        writer.Write(_steps);
        writer.Write(_below);
        writer.Write(CollapsedAt);
    }

    public void Load(BinaryReader reader)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] = reader.ReadInt64();
        (_sumT, _sumY, _sumTy, _sumTt) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        (_steps, _below, CollapsedAt) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64());
    }
}
