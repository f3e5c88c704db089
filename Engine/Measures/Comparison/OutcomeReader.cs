using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>Reads a run's numbers from its store: measures, probes, deeds, answers and doses.</summary>
public static class OutcomeReader
{
    private const int BootstrapRepeats = 400;
    private static readonly string[] _noQuestionnaires = ["behaviour", "observer", "stability", "opinions"];

    /// <param name="seed">Of the bootstrap's draws.</param>
    public static RunOutcomes Read(IRunStore store, ComparedPeople people, ulong seed)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Measures(store, values);
        Capability(store, values);
        var probes = Probes(store, people);
        var deeds = Deeds(store, people);
        var intervals = new SortedDictionary<string, (double, double)>(StringComparer.Ordinal);
        foreach (var probe in probes)
        {
            Put(values, probe.Outcomes, probe.Slopes());
            if (ClusterBootstrap.Interval(probe.Cells, probe.Weighted, new CounterRng(seed), BootstrapRepeats) is var interval && double.IsFinite(interval.Low)) intervals[probe.Adherence] = interval;
        }

        Put(values, deeds.Outcomes, deeds.Shares());
        var doses = store.Query("select count(*) as n, avg(abs(intended)) as intended, avg(abs(applied)) as applied from doses")[0];
        var answers = store.Query("select source, count(*) as n from answers group by source").ToDictionary(r => (string)r["source"]!, r => (long)r["n"]!);
        var fallbacks = answers.GetValueOrDefault(nameof(AnswerSource.Fallback));
        return new RunOutcomes(values)
        {
            Intervals = intervals,
            Answers = answers.GetValueOrDefault(nameof(AnswerSource.Model)) + fallbacks,
            Fallbacks = fallbacks,
            IntendedDose = doses["intended"] as double?,
            AppliedDose = doses["applied"] as double?,
            Mixed = people.Arms.Distinct().Count() > 1 ? new MixedOutcomes(people.Arms, probes, deeds) : null,
        };
    }

    private static void Put(SortedDictionary<string, double> values, IReadOnlyList<string> names, double[] numbers)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (double.IsFinite(numbers[i])) values[names[i]] = numbers[i];
        }
    }

    // the mean over the ticks at which the town was measured; a count that is not there is a count of nothing
    private static void Measures(IRunStore store, SortedDictionary<string, double> values)
    {
        var rows = store.Query("select tick, name, group_name, value from measures order by tick, phase, round, n");
        var ticks = rows.Select(r => (long)r["tick"]!).Distinct().Count();
        foreach (var group in rows.GroupBy(r => OutcomeKey.OfMeasure((string)r["name"]!, (string)r["group_name"]!), StringComparer.Ordinal))
        {
            List<double> taken = [.. group.Select(r => (double)r["value"]!).Where(double.IsFinite)];
            if (taken.Count == 0) continue;
            values[group.Key] = taken.Sum() / (OutcomeKey.IsZeroWhenAbsent(group.Key) ? ticks : taken.Count);
            values[group.Key + OutcomeKey.Last] = taken[^1];
        }
    }

    // of each task, and the mean of the tasks
    private static void Capability(IRunStore store, SortedDictionary<string, double> values)
    {
        var tasks = store.Query("select item, value from probes where instrument = 'capability' and value is not null").GroupBy(r => ((string)r["item"]!).Split('/')[0], r => (double)r["value"]!, StringComparer.Ordinal).ToList();
        foreach (var task in tasks) values[$"{OutcomeKey.Capability}/{task.Key}"] = task.Average();
        if (tasks.Count > 0) values[OutcomeKey.Capability + "/all"] = tasks.Average(t => t.Average());
    }

    private static List<ProbePoints> Probes(IRunStore store, ComparedPeople people)
    {
        var places = people.Names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        var found = new SortedDictionary<string, ProbePoints>(StringComparer.Ordinal);
        foreach (var row in store.Query("select instrument, item, trait, who, condition, value from probes where value is not null and trait is not null order by tick, phase, round, n"))
        {
            var (instrument, condition) = ((string)row["instrument"]!, (string)row["condition"]!);
            var probe = _noQuestionnaires.Contains(instrument) ? instrument : "likert"; // so that another questionnaire bears the same name
            if (!places.TryGetValue((string)row["who"]!, out var person)) continue;
            if (!found.TryGetValue($"{probe}/{condition}", out var points)) found[$"{probe}/{condition}"] = points = new ProbePoints(probe, condition, people);
            points.Add(people.Letters.IndexOf((string)row["trait"]!, StringComparison.Ordinal), person, (string)row["item"]!, (double)row["value"]!);
        }

        return [.. found.Values];
    }

    private static DeedCounts Deeds(IRunStore store, ComparedPeople people)
    {
        var places = people.Names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        var deeds = new DeedCounts(people.Names.Count);
        foreach (var row in store.Query("select who, action, count(*) as n from actions group by who, action order by who, action"))
        {
            if (places.TryGetValue((string)row["who"]!, out var person)) deeds.Add((string)row["action"]!, person, (long)row["n"]!);
        }

        return deeds;
    }
}
