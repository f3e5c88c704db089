using System.Globalization;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>What was said before the first run, what was run, and what must be equal to run it again.</summary>
internal static class DeclaredSection
{
    public static Section Of(ComparisonView view)
    {
        var (result, declared) = (view.Result, view.Result.Declared);
        var blocks = new List<IBlock>
        {
            new Facts([
                (result.Preregistered ? "preregistered" : "declared with the first run", "hash " + result.DeclaredHash), ("study", $"{declared.Study}, {declared.Config}"), ("people", Markup.Cell((long)declared.Population)), ("ticks", Markup.Cell(declared.Ticks)),
                ("arms", string.Join(", ", declared.Arms)), ("seeds", string.Join(", ", declared.Seeds)), ("primary outcomes", string.Join("; ", declared.Primary.Select(p => p.Key + (p.Value > 0 ? $" (bound {Markup.Number(p.Value)})" : "")))),
                ("contrasts", string.Join(", ", declared.Contrasts)), ("test", declared.Test == Measures.Comparison.CompareTest.T ? "paired t" : "sign flips"), ("alpha", Markup.Number(declared.Alpha)), ("configuration", declared.ConfigHash)]),
        };
        foreach (var (name, text) in Minds(view)) blocks.Add(new Facts([(name, text)]));
        blocks.Add(Runs(view));
        blocks.Add(new CodeBlock("config", "configuration that all runs share, without arm and seed", view.Config));
        foreach (var seed in view.Runs.GroupBy(r => r.Seed).OrderBy(g => g.Key)) blocks.Add(new CodeBlock($"people-block-{seed.Key}", $"block of people of seed {seed.Key}, for queries that need it", ValueQueries.Block(seed.First().People)));
        return new Section("declared", "Declared and run", "", blocks);
    }

    private static IEnumerable<(string Name, string Text)> Minds(ComparisonView view) =>
        view.Runs.SelectMany(r => r.Manifest.Minds).Select(m => ("mind " + m.Key, string.Join(", ", new[] { m.Value.Kind, m.Value.Settings.GetValueOrDefault("model"), m.Value.Settings.GetValueOrDefault(ModelOrigin.Setting), m.Value.Settings.GetValueOrDefault("model_sha256") is { } hash ? "sha256 " + hash : null }.Where(w => w is not null)))).Distinct();

    private static Figure Runs(ComparisonView view)
    {
        var rows = view.Result.Runs.Select(r => (IReadOnlyList<object?>)[r.Run, r.Arm, r.Seed.ToString(CultureInfo.InvariantCulture), r.Status, r.TicksDone, r.FallbackRate, r.EventHash, view.Runs.FirstOrDefault(v => v.Arm == r.Arm && v.Seed == r.Seed)?.Manifest.Persim]);
        return new Figure("runs", "Runs", "Each is a run like any other: persim report, inspect, replay and query take it by its folder.", null, [new Evidence("runs", new DataTable(["run", "arm", "seed", "status", "ticks", "rule_answers_share", "event_hash", "persim"], [.. rows]), Formula: "From the runs' manifests.")]) { ShownRows = 12 };
    }
}
