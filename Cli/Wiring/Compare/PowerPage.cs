using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>`persim compare --power`: what a comparison can find, from a spread that is stated or that runs have shown.</summary>
internal static class PowerPage
{
    private const double Wanted = 0.8;
    private static readonly int[] _usual = [5, 10, 20, 40];

    public static Option<bool> Power { get; } = new("--power") { Description = "Start nothing: say which effects so many seeds find, from --sd or from the runs that are there." };

    public static Option<double?> Sd { get; } = Positive("--sd", "With --power: the standard deviation of the differences between paired runs, in the outcome's unit.");

    public static Option<double?> Target { get; } = Positive("--effect", "With --power: how many seeds find a difference as large as this.");

    private sealed record Row(string Outcome, string Contrast, double Sd, int Pilots, IReadOnlyDictionary<string, double> Smallest, double? Effect, int? SeedsFor);

    private sealed record Report(double Alpha, double Power, int Family, double AdjustedAlpha, IReadOnlyList<Row> Rows);

    public static int Show(ParseResult parsed, CompareSession session)
    {
        var declared = session.Plan.Declaration;
        var contrasts = declared.Contrasts.Where(c => !c.StartsWith(Engine.Measures.Comparison.ComparedArm.NoiseFloor, StringComparison.Ordinal)).ToList();
        var family = Math.Max(1, contrasts.Count * declared.Primary.Count);
        var alpha = declared.Alpha / family; // Holm's first step: what the smallest p of the family has to pass
        int[] seeds = [.. _usual.Append(session.Plan.Seeds.Count).Where(n => n > 1).Distinct().Order()];
        var target = parsed.GetValue(Target);
        Row Of(string outcome, string contrast, double sd, int pilots, double? effect) => new(
            outcome, contrast, sd, pilots, seeds.ToDictionary(n => n.ToString(CultureInfo.InvariantCulture), n => PairedPower.Smallest(sd, n, alpha, Wanted)), effect, effect is { } e && sd > 0 ? PairedPower.PairsFor(e, sd, alpha, Wanted) : null);
        IReadOnlyList<Row> rows;
        if (parsed.GetValue(Sd) is { } stated) rows = [Of("stated", "any", stated, 0, target)];
        else
        {
            var pilot = session.Pilot() ?? throw new InputException("--power needs a spread: state one (--sd 0.2), or make a few runs first (the same command with --seeds 5 and without --power).");
            rows = [.. pilot.Contrasts.Where(c => c.Family == "primary" && c.Sd is not null).Select(c => Of(c.Outcome, $"{c.Left}-{c.Right}", c.Sd!.Value, c.Pairs, target ?? c.Bound))];
            if (rows.Count == 0) throw new InputException("--power: no primary contrast has two finished pairs of runs yet; make more seeds, or state a spread (--sd 0.2).");
        }

        var report = new Report(declared.Alpha, Wanted, family, alpha, rows);
        if (parsed.GetValue(RunOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Write(parsed.InvocationConfiguration.Output, report, seeds);
        return 0;
    }

    private static void Write(TextWriter output, Report report, int[] seeds)
    {
        var table = new TextTable().Add("outcome").Add("arms").Add("sd").Add("from pairs", drop: 1);
        foreach (var n in seeds) table.Add($"{n} seeds");
        table.Add("effect", drop: 2).Add("needs seeds", drop: 2);
        foreach (var r in report.Rows) table.Row([r.Outcome, r.Contrast, Number(r.Sd), r.Pilots == 0 ? "stated" : $"{r.Pilots}", .. seeds.Select(n => Number(r.Smallest[n.ToString(CultureInfo.InvariantCulture)])), r.Effect is { } e ? Number(e) : "-", r.SeedsFor is { } s ? $"{s}" : "-"]);
        table.Write(output);
        output.WriteLine($"The smallest differences that a paired t test finds with a power of {Number(report.Power)}, at {Number(report.Alpha)} / {report.Family} = {Number(report.AdjustedAlpha)}: {report.Family} primary tests, the first step of Holm. A spread from few pilot runs is itself uncertain; nothing was started.");
    }

    private static Option<double?> Positive(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)) return number;
            result.AddError($"{name} takes a number above 0, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
