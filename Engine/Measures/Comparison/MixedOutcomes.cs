namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>A town whose people have two arms: outcomes of either part, under the assignment that was and under any other.</summary>
public sealed class MixedOutcomes
{
    private readonly IReadOnlyList<ProbePoints> _probes;
    private readonly DeedCounts _deeds;

    internal MixedOutcomes(IReadOnlyList<string> arms, IReadOnlyList<ProbePoints> probes, DeedCounts deeds)
    {
        (_probes, _deeds) = (probes, deeds);
        Outcomes = [.. probes.SelectMany(p => p.Outcomes), .. deeds.Outcomes];
        Arms = arms;
    }

    /// <summary>The arm of each person.</summary>
    public IReadOnlyList<string> Arms { get; }

    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>Who has an arm.</summary>
    public bool[] Treated(string arm) => [.. Arms.Select(a => a == arm)];

    /// <summary>The treated's value less the others', outcome by outcome.</summary>
    public double[] Differences(bool[] treated)
    {
        var differences = new double[Outcomes.Count];
        var at = 0;
        foreach (var probe in _probes) at = Put(differences, at, probe.Slopes(treated), probe.Slopes(treated, those: false));
        Put(differences, at, _deeds.Shares(treated), _deeds.Shares(treated, those: false));
        return differences;
    }

    private static int Put(double[] differences, int at, double[] one, double[] other)
    {
        for (var i = 0; i < one.Length; i++) differences[at + i] = one[i] - other[i];
        return at + one.Length;
    }
}
