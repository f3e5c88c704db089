using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What people do, and whether their personality shows in it.</summary>
internal static class BehaviourSection
{
    private const int MostDeeds = 24;

    public static Section Of(RunView run)
    {
        const string lead = "Deeds by kind, and by people's meant personality. A third of the people is called high in a trait, a third low.";
        var deeds = run.Ask("deeds by kind", "select action, count(*) as deeds, sum(done) as done, count(*) * 1.0 / (select count(*) from actions) as share from actions group by action order by deeds desc, action");
        if (deeds.Rows.Rows.Count == 0) return new Section("behaviour", "Behaviour", lead, [new Notice("This run has no deeds yet (table actions is empty): behaviour cannot be told.")]);
        var rows = deeds.Rows;
        var most = Enumerable.Range(0, Math.Min(MostDeeds, rows.Rows.Count)).ToList();
        var blocks = new List<IBlock>
        {
            new Figure("deeds", "What people did", "Tried, and done: the rest was refused by the world.", new BarChart("What people did", "How often each deed was tried and how often it was done.", [.. most.Select(i => rows.Text(i, "action"))], ["tried", "done"], [[.. most.Select(i => rows.Number(i, "deeds"))], [.. most.Select(i => rows.Number(i, "done"))]]) { XLabel = "deeds" }, [deeds]),
        };
        var thirds = run.AskPeople("deeds by thirds of people", string.Join("\nunion all\n", RunView.Letters.Select(t => $"select '{t}' as trait, b.third as third, a.action as action, sum(a.n) as deeds from (select who, action, count(*) as n from actions group by who, action) a join {RunView.Thirds(t)} b on b.name = a.who group by b.third, a.action")) + "\norder by trait, third, action");
        if (rows.Rows.Count < 2)
        {
            if (RepetitionFigure.Of(run) is { } alike) blocks.Add(alike);
            blocks.Add(new Notice("This study has one kind of deed, so there are no shares of kinds to compare between people."));
            return new Section("behaviour", "Behaviour", lead, blocks);
        }

        var shares = Differences(thirds.Rows);
        var actions = most.Select(i => rows.Text(i, "action")).ToList();
        var letters = RunView.Letters.Select(l => l.ToString()).ToList();
        var values = actions.Select(a => (IReadOnlyList<double?>)[.. letters.Select(l => Enumerable.Range(0, shares.Rows.Count).Where(i => shares.Text(i, "action") == a && shares.Text(i, "trait") == l).Select(i => shares.Number(i, "difference") * 100).FirstOrDefault())]).ToList();
        var full = Math.Max(1, values.SelectMany(v => v).OfType<double>().Select(Math.Abs).DefaultIfEmpty(1).Max());
        blocks.Add(new Figure("deeds-traits", "Who does what", "Percentage points by which the third that is high in a trait does a deed more (orange) or less (blue) often than the third that is low.", new HeatmapChart("Who does what", "The difference between the highest and the lowest third of each trait in the share of each deed, in percentage points.", actions, letters, values, full) { ColumnLabel = "trait" },
            [new Evidence("differences of shares", shares, Formula: "share = deeds of a kind / all deeds of that third; difference = share in third 3 (high) - share in third 1 (low)."), thirds]));
        blocks.Add(new Figure("entropy", "How varied behaviour is", "Entropy of the kinds of deeds, in bits, by third of each trait.", null, [new Evidence("entropy of deeds", Entropies(thirds.Rows), Formula: "H = - sum p log2 p over the shares p of the kinds of deeds of a third."), thirds]));
        if (RepetitionFigure.Of(run) is { } repetition) blocks.Add(repetition);
        return new Section("behaviour", "Behaviour", lead, blocks);
    }

    public static DataTable Differences(DataTable thirds)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var trait in Enumerable.Range(0, thirds.Rows.Count).GroupBy(i => thirds.Text(i, "trait")))
        {
            double Share(string action, long third)
            {
                var own = trait.Where(i => thirds.Number(i, "third") == third).ToList();
                var all = own.Sum(i => thirds.Number(i, "deeds")!.Value);
                return all == 0 ? 0 : own.Where(i => thirds.Text(i, "action") == action).Sum(i => thirds.Number(i, "deeds")!.Value) / all;
            }

            foreach (var action in trait.Select(i => thirds.Text(i, "action")).Distinct().Order(StringComparer.Ordinal)) rows.Add([trait.Key, action, Share(action, 1), Share(action, 3), Share(action, 3) - Share(action, 1)]);
        }

        return new DataTable(["trait", "action", "share_low", "share_high", "difference"], rows);
    }

    public static DataTable Entropies(DataTable thirds) =>
        new(["trait", "low", "middle", "high"], [.. Enumerable.Range(0, thirds.Rows.Count).GroupBy(i => thirds.Text(i, "trait")).Select(g => (IReadOnlyList<object?>)[g.Key, .. new[] { 1L, 2, 3 }.Select(third => (object?)Entropy.Bits([.. g.Where(i => thirds.Number(i, "third") == third).Select(i => (long)thirds.Number(i, "deeds")!.Value)]))])]);
}
