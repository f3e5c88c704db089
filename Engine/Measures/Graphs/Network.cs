namespace PersonaSim.Engine.Measures.Graphs;

/// <summary>
/// People and the weighted ties between them. A tie that is given twice counts with both weights; ties to oneself are dropped. Where a measure
/// wants an undirected network, w(i,j) is the mean of both directions, so that a tie returned in full weighs as much as it does each way.
/// </summary>
public sealed class Network
{
    private readonly SortedDictionary<int, double>[] _out;
    private readonly SortedDictionary<int, double>[] _both;

    public Network(int people, IEnumerable<(int From, int To, double Weight)> ties)
    {
        _out = [.. Enumerable.Range(0, people).Select(_ => new SortedDictionary<int, double>())];
        _both = [.. Enumerable.Range(0, people).Select(_ => new SortedDictionary<int, double>())];
        foreach (var (from, to, weight) in ties)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            if (from == to || weight == 0) continue;
            Add(_out[from], to, weight);
            Add(_both[from], to, weight / 2);
            Add(_both[to], from, weight / 2);
        }
    }

    public int People => _out.Length;

    /// <summary>Directed ties.</summary>
    public int Ties => _out.Sum(o => o.Count);

    /// <summary>Ties from somebody, by the other's number.</summary>
    public IReadOnlyDictionary<int, double> From(int who) => _out[who];

    /// <summary>Undirected ties of somebody.</summary>
    public IReadOnlyDictionary<int, double> Of(int who) => _both[who];

    /// <summary>The sum of somebody's undirected weights.</summary>
    public double Strength(int who) => _both[who].Values.Sum();

    private static void Add(SortedDictionary<int, double> ties, int other, double weight) => ties[other] = ties.GetValueOrDefault(other) + weight;
}
