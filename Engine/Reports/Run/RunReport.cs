using PersonaSim.Engine.Reports.Page;
using PersonaSim.Native;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>The page about a run, or about several side by side.</summary>
public static class RunReport
{
    /// <param name="header">The one line that may name runs and times.</param>
    /// <param name="section">Hears how many sections are done.</param>
    public static ReportPage Of(IReadOnlyList<RunView> runs, string? header, Action<int>? section = null, CancellationToken cancellation = default)
    {
        if (runs.Count == 0) throw new InputException("A report wants at least one run.");
        Func<Section>[] parts = runs.Count == 1 ? Single(runs[0]) : Several(runs);
        var sections = new List<Section>();
        foreach (var part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            sections.Add(part());
            section?.Invoke(sections.Count);
        }

        sections.Insert(sections.Count - 1, MethodsSection.Of(runs, Tables(sections)));
        var first = runs[0].Manifest;
        var title = runs.Count == 1 ? $"{Capital(first.Study)}: {first.Population} people, arm {first.Arm}, seed {first.Seed}" : $"{Capital(first.Study)}: {runs.Count} runs, {string.Join(", ", runs.Select(r => r.Manifest.Arm).Distinct())}";
        var subtitle = runs.Count == 1 ? $"{runs[0].TicksDone} of {first.Ticks} ticks{(runs[0].Unfinished ? ", unfinished" : "")}" : "arms side by side";
        return new ReportPage(title, subtitle, header, Banners.Of(runs.Select(r => r.Manifest)), sections);
    }

    /// <summary>How many sections are read from stores, for a progress bar.</summary>
    public static int Steps(int runs) => runs == 1 ? 12 : 6;

    private static Func<Section>[] Single(RunView run) =>
    [
        () => OverviewSection.Of(run), () => AdherenceSection.Of(run), () => DriftSection.Of(run), () => BehaviourSection.Of(run), () => GraphSection.Of(run), () => OpinionSection.Of(run),
        () => MeasureSections.Economy(run), () => MeasureSections.Others(run), () => DialogueSection.Of(run), () => SafetySection.Of(run), () => ManifestSection.Of(run), () => CostSection.Of(run),
    ];

    private static Func<Section>[] Several(IReadOnlyList<RunView> runs)
    {
        if (runs.Select(r => r.Manifest.Study).Distinct().Count() > 1) throw new InputException($"The runs are of different studies ({string.Join(", ", runs.Select(r => $"{r.Manifest.Run}: {r.Manifest.Study}"))}), which measure different things: make a report of each study.");
        return [() => Table(runs), () => ArmsSection.Of(runs), () => ArmPeopleSection.Dose(runs), () => ArmPeopleSection.Drift(runs), () => ArmEconomySection.Of(runs), () => Costs(runs)];
    }

    private static Section Table(IReadOnlyList<RunView> runs)
    {
        var blocks = new List<IBlock>();
        foreach (var run in runs.Where(r => r.Unfinished)) blocks.Add(new Notice($"{run.Label} is unfinished: {run.TicksDone} of {run.Manifest.Ticks} ticks are complete; its last values are of an earlier moment than the others'.", Loud: true));
        var differences = ConfigLines.Differences(runs);
        if (differences.Count > 0) blocks.Add(new Notice($"These runs differ in more than arm and seed, so a difference between arms may be due to that: {string.Join("; ", differences)}.", Loud: true));
        var table = new DataTable(["run", "arm", "seed", "people", "ticks", "status", "configuration", "event hash"], [.. runs.Select(r => (IReadOnlyList<object?>)[r.Label, r.Manifest.Arm, r.Manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), (long)r.Manifest.Population, r.TicksDone, r.Manifest.Status.ToString().ToLowerInvariant(), Short(r.Manifest.ConfigHash), Short(r.Manifest.EventHash ?? "none yet")])]);
        blocks.Add(new Figure("runs", "Runs", "A run's own pictures (network, opinions, dialogues) are in its own report: persim report RUN.", null, [new Evidence("runs", table, Formula: "From the runs' manifests.")]));
        return new Section("overview", "Runs", "", blocks);
    }

    private static Section Costs(IReadOnlyList<RunView> runs) =>
        new("cost", "Cost and speed", "Of these machines and these starts.", [new Figure("tokens", "Tokens", "", null, [ArmsSection.Together(runs, "tokens by mind", "select mind, count(*) as answers, sum(prompt_tokens) as prompt_tokens, sum(computed_tokens) as computed_tokens, sum(generated_tokens) as generated_tokens from answers group by mind order by mind")])]) { Varies = true };

    // the tables that papers have
    private static List<(DataTable, string, string)> Tables(IReadOnlyList<Section> sections)
    {
        var tables = new List<(DataTable, string, string)>();
        foreach (var (figure, caption) in new[] { ("adherence-own", "Correlation of meant and measured traits, with 95 % intervals."), ("retest", "Test-retest correlations."), ("assortativity", "Assortativity and homophily by trait."), ("polarisation", "Polarisation of opinions."), ("deeds", "Deeds by kind."), ("arms-final", "Measures at the end of the runs, by arm, with 95 % intervals over runs."), ("arms-adherence", "Adherence by arm, with 95 % intervals over runs."), ("arms-retest", "Test-retest correlations by arm, with 95 % intervals over runs.") })
        {
            if (sections.SelectMany(s => s.Blocks).OfType<Figure>().FirstOrDefault(f => f.Id == figure) is not { } found) continue;
            var table = found.Evidence[0].Rows;
            if (figure == "adherence-own") table = new DataTable(table.Columns, [.. table.Rows.Where(r => Equals(r[2], r[3]))]);
            tables.Add((table, caption, figure));
        }

        return tables;
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
