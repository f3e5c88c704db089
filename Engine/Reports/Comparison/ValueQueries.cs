using System.Globalization;
using System.Text;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>The numbers of each run that arms are compared by, as queries that anybody can ask of a run's store.</summary>
internal static class ValueQueries
{
    /// <summary>The line in front of a query that wants what people are meant to be, which follows from the seed and lies in no table.</summary>
    public const string NeedsPeople = "-- put the block of people of the run's seed in front";

    private const string Measures = """
        select 'measure/' || name || case when group_name = '' then '' else '/' || group_name end as outcome,
          case when name = 'count' then sum(value) * 1.0 / (select count(distinct tick) from measures) else avg(value) end as value
        from measures group by name, group_name
        union all
        select 'measure/' || name || case when group_name = '' then '' else '/' || group_name end || '/last', value
        from (select name, group_name, value, row_number() over (partition by name, group_name order by tick desc, phase desc, round desc, n desc) as place from measures) taken
        where place = 1
        order by outcome
        """;

    private const string Deeds = """
        select 'action/' || action as outcome, count(*) * 1.0 / (select count(*) from actions) as value
        from actions group by action order by outcome
        """;

    // least squares of y = a + b own + c borrowed for each trait, by sums
    private const string Slopes = """
        , points as (
          select case when p.instrument in ('behaviour', 'observer', 'stability', 'opinions') then p.instrument else 'likert' end as probe, p.condition, p.trait, t.own as o, t.borrowed as l, p.value as y
          from probes p join people t on t.name = p.who and t.trait = p.trait
          where p.value is not null),
        sums as (
          select probe, condition, trait, sum(o * o) as raw_o, sum(l * l) as raw_l,
            sum(o * o) - sum(o) * sum(o) / count(*) as oo, sum(l * l) - sum(l) * sum(l) / count(*) as ll, sum(o * l) - sum(o) * sum(l) / count(*) as ol,
            sum(o * y) - sum(o) * sum(y) / count(*) as oy, sum(l * y) - sum(l) * sum(y) / count(*) as ly
          from points group by probe, condition, trait),
        slopes as (
          select probe, condition, trait, (oy * ll - ly * ol) / (oo * ll - ol * ol) as own, (ly * oo - oy * ol) / (oo * ll - ol * ol) as borrowed
          from sums where oo > 1e-9 * raw_o and ll > 1e-9 * raw_l and oo * ll - ol * ol > 1e-9 * oo * ll)
        select 'adherence/' || probe || '/' || condition || '/' || trait as outcome, own as value from slopes
        union all select 'borrowed/' || probe || '/' || condition || '/' || trait, borrowed from slopes
        union all select 'adherence/' || probe || '/' || condition, avg(own) from slopes group by probe, condition having count(*) = 5
        union all select 'borrowed/' || probe || '/' || condition, avg(borrowed) from slopes group by probe, condition having count(*) = 5
        order by outcome
        """;

    private const string Capability = """
        with tasks as (
          select substr(item, 1, instr(item, '/') - 1) as task, avg(value) as value
          from probes where instrument = 'capability' and value is not null group by task)
        select 'capability/' || task as outcome, value from tasks
        union all select 'capability/all', value from (select avg(value) as value from tasks) mean where value is not null
        order by outcome
        """;

    // in the order in which a run's answers lie
    private static readonly (string Name, string Sql)[] _queries = [("measures, run by run", Measures), ("shares of deeds, run by run", Deeds), ("slopes of answers on traits, run by run", Slopes), ("right answers, run by run", Capability)];

    /// <summary>What a run's store says to each query.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Outcome, object? Value)>> Read(IRunStore store, ComparedPeople people) =>
        [.. _queries.Select(q => (IReadOnlyList<(string, object?)>)[.. store.Query((q.Sql == Slopes ? Block(people) : "") + Plain(q.Sql)).Select(row => ((string)row["outcome"]!, row["value"]))])];

    /// <summary>The rows of every finished run, by kind of outcome.</summary>
    public static IReadOnlyDictionary<string, Evidence> All(IReadOnlyList<ComparedView> runs)
    {
        var evidence = _queries.Select((q, i) => new Evidence(q.Name, new DataTable(["run", "outcome", "value"], [.. runs.SelectMany(r => r.Answers[i].Select(row => (IReadOnlyList<object?>)[r.Label, row.Outcome, row.Value]))]), (q.Sql == Slopes ? NeedsPeople + "\n" : "") + Plain(q.Sql))).ToList();
        return new SortedDictionary<string, Evidence>(StringComparer.Ordinal) { [OutcomeKey.Measure] = evidence[0], [OutcomeKey.Action] = evidence[1], [OutcomeKey.Adherence] = evidence[2], [OutcomeKey.Borrowed] = evidence[2], [OutcomeKey.Capability] = evidence[3] };
    }

    /// <summary>The people of a seed as a table of SQL's own: a row for each person and trait.</summary>
    public static string Block(ComparedPeople people)
    {
        var text = new StringBuilder("with people(name, trait, own, borrowed) as (values\n");
        for (var i = 0; i < people.Names.Count; i++)
        {
            for (var t = 0; t < people.Letters.Length; t++)
            {
                text.Append(i + t == 0 ? "  (" : ",\n  (").Append('\'').Append(people.Names[i].Replace("'", "''", StringComparison.Ordinal)).Append("', '").Append(people.Letters[t]);
                text.Append(CultureInfo.InvariantCulture, $"', {people.Own[i][t]:R}, {people.Borrowed[i][t]:R})");
            }
        }

        return text.Append(")\n").ToString();
    }

    private static string Plain(string sql) => sql.ReplaceLineEndings("\n").Trim();
}
