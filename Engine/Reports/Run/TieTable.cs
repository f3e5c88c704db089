namespace PersonaSim.Engine.Reports.Run;

/// <summary>The ties of one kind, with people by number.</summary>
internal sealed class TieTable
{
    private readonly SortedDictionary<long, List<(int From, int To, double Weight)>> _byTick = [];

    /// <param name="rows">tick, source, target, weight.</param>
    public TieTable(RunView run, DataTable rows)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var people = new List<string>();
        int Of(string name)
        {
            if (numbers.TryGetValue(name, out var known)) return known;
            people.Add(name);
            return numbers[name] = people.Count - 1;
        }

        foreach (var person in run.People) Of(person.Name);
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            var tick = (long)rows.Number(i, "tick")!.Value;
            if (!_byTick.TryGetValue(tick, out var ties)) _byTick[tick] = ties = [];
            ties.Add((Of(rows.Text(i, "source")), Of(rows.Text(i, "target")), rows.Number(i, "weight")!.Value));
        }

        (People, Ticks) = (people, [.. _byTick.Keys]);
    }

    public IReadOnlyList<string> People { get; }

    public IReadOnlyList<long> Ticks { get; }

    public IReadOnlyList<(int From, int To, double Weight)> At(long tick) => _byTick[tick];

    /// <summary>Each tie's mean weight over all moments, for a layout that serves them all.</summary>
    public IReadOnlyList<(int From, int To, double Weight)> All() => [.. _byTick.Values.SelectMany(t => t).GroupBy(t => (t.From, t.To)).OrderBy(g => g.Key).Select(g => (g.Key.From, g.Key.To, g.Sum(t => t.Weight) / _byTick.Count))];

    /// <summary>Everybody's strongest ties to others, of equals those to people named first: a picture of all would show nothing.</summary>
    public static IReadOnlyList<(int From, int To, double Weight)> Strongest(IReadOnlyList<(int From, int To, double Weight)> ties, int each) => [.. ties.GroupBy(t => t.From).SelectMany(g => g.OrderByDescending(t => t.Weight).ThenBy(t => t.To).Take(each)).OrderBy(t => (t.From, t.To))];

    /// <summary>With the strongest at 1.</summary>
    public static IReadOnlyList<(int From, int To, double Weight)> Scaled(IReadOnlyList<(int From, int To, double Weight)> ties)
    {
        var most = ties.Select(t => t.Weight).DefaultIfEmpty(1).Max();
        return [.. ties.Select(t => (t.From, t.To, most > 0 ? t.Weight / most : 0))];
    }
}
