using System.Globalization;
using System.Text;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>A run as a report reads it: its store, which only answers queries, and what its files say. Its name is in no query and no figure.</summary>
/// <param name="Label">What the run is called beside others, by what it is: its arm and seed.</param>
/// <param name="Config">The text of its configuration.</param>
public sealed record RunView(IRunStore Store, RunManifest Manifest, string Label, string Config, IReadOnlyList<ReportPerson> People)
{
    /// <summary>What doses and texts achieve on the run's model, as its dose cards said when it began; empty where it had none.</summary>
    public IReadOnlyList<TraitCurves> Curves { get; init; } = [];

    /// <summary>The traits, in the order that people have them.</summary>
    public const string Letters = "EACNO";

    /// <summary>The line in front of a query that wants the block of people before it.</summary>
    public const string NeedsPeople = "-- put the block of people of this page in front";

    /// <summary>
    /// The people as a table of SQL's own. What somebody is meant to be is no event and lies in no table of a run (it follows from the seed, or
    /// from the run's people.csv); with this in front of it a query can use it.
    /// </summary>
    public string PeopleBlock { get; } = Block(People);

    /// <summary>Complete ticks, also of a run that was killed before it could say so.</summary>
    public long TicksDone => Manifest.Status == RunStatus.Finished ? Manifest.TicksDone : Math.Max(Manifest.TicksDone, Store.Last?.Id.Tick ?? 0);

    public bool Unfinished => Manifest.Status != RunStatus.Finished;

    /// <summary>Asks the store; what came back, with the query.</summary>
    public Evidence Ask(string name, string sql)
    {
        sql = sql.ReplaceLineEndings("\n").Trim();
        return new Evidence(name, Rows(sql), sql);
    }

    /// <summary>Asks the store something about people's personalities: a table <c>people</c> with <c>name, e, a, c, n, o</c> stands beside its own.</summary>
    public Evidence AskPeople(string name, string sql)
    {
        sql = sql.ReplaceLineEndings("\n").Trim();
        return new Evidence(name, Rows(PeopleBlock + sql), NeedsPeople + "\n" + sql);
    }

    /// <summary>A subquery that gives everybody's third by a trait: 1 the lowest, 3 the highest; equal ones by name.</summary>
    public static string Thirds(char trait) => $"(select name, ntile(3) over (order by {char.ToLowerInvariant(trait)}, name) as third from people)";

    private DataTable Rows(string sql)
    {
        var rows = Store.Query(sql);
        return rows.Count == 0 ? new DataTable([], []) : new DataTable([.. rows[0].Keys], [.. rows.Select(r => (IReadOnlyList<object?>)[.. r.Values])]);
    }

    private static string Block(IReadOnlyList<ReportPerson> people)
    {
        var text = new StringBuilder("with people(name, e, a, c, n, o) as (values\n");
        for (var i = 0; i < people.Count; i++)
        {
            text.Append(i == 0 ? "  ('" : ",\n  ('").Append(people[i].Name.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
            foreach (var value in people[i].Meant) text.Append(CultureInfo.InvariantCulture, $", {value:R}");
            text.Append(')');
        }

        return text.Append(")\n").ToString();
    }
}
