using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Comparison;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>A comparison's result for people.</summary>
/// <param name="page">Where its page was written; null: nowhere.</param>
internal sealed class ComparePage(ParseResult parsed, ComparisonResult result, ComparePlan plan, CompareFolder folder, string? page)
{
    private const int MostExploratory = 8;
    private const string Adherence = "adherence/likert/dosed", Borrowed = "borrowed/likert/dosed";

    private TextWriter Output => parsed.InvocationConfiguration.Output;

    public int Show()
    {
        var unfinished = result.Runs.Where(r => r.Status != "finished").ToList();
        if (parsed.GetValue(RunOptions.Json)) Json.Write(Output, result);
        else Write(unfinished);
        return unfinished.Count > 0 ? 1 : 0; // a cap, or --no-runs before the end
    }

    private void Write(List<RunSummary> unfinished)
    {
        Output.WriteLine($"{result.Comparison}: {Words.Count(result.Arms.Count, "arm")} x {Words.Count(plan.Seeds.Count, "seed")}, {result.Runs.Count - unfinished.Count} of {Words.Count(result.Runs.Count, "run")} finished, {Words.Count(plan.Config.Ticks, "tick")} each, in {Folders.Show(folder.Path)}");
        Output.WriteLine($"{(result.Preregistered ? "preregistered" : "declared with the first run")}, hash {result.DeclaredHash[..16]}{(result.AfterTheFact.Count == 0 ? "" : "; after the fact:")}");
        foreach (var change in result.AfterTheFact) Output.WriteLine("  after the fact: " + change);
        WriteArms();
        WriteCurves();
        WriteContrasts("primary", [.. result.Contrasts.Where(c => c.Family == "primary")]);
        WriteContrasts("noise floor", [.. result.Contrasts.Where(c => c.Family == "noise" && result.Declared.Primary.ContainsKey(c.Outcome))]);
        // how arms follow traits stands with the arms; here it would crowd out everything else
        var exploratory = result.Contrasts.Where(c => c.Family == "exploratory").ToList();
        var shown = exploratory.Where(c => c.P is not null && !c.Outcome.StartsWith(OutcomeKey.Adherence, StringComparison.Ordinal) && !c.Outcome.StartsWith(OutcomeKey.Borrowed, StringComparison.Ordinal) && !c.Outcome.EndsWith(OutcomeKey.Last, StringComparison.Ordinal)).OrderBy(c => c.P).Take(MostExploratory).ToList();
        WriteContrasts($"exploratory: {shown.Count} of {exploratory.Count}, those least likely by chance (unadjusted: expect false ones; --json has all)", shown);
        WriteWithin();
        foreach (var note in result.Notes) Output.WriteLine("note: " + note);
        if (page is not null) Output.WriteLine($"page: {Folders.Show(page)}, which needs no network");
        foreach (var run in unfinished.Take(5)) Output.WriteLine($"not finished: {run.Run}, {run.Status}{(run.Reason.Length > 0 ? ": " + run.Reason.TrimEnd('.') : "")}, {Words.Count(run.TicksDone, "tick")} of {plan.Config.Ticks}");
        if (unfinished.Count > 5) Output.WriteLine($"and {unfinished.Count - 5} others");
        if (unfinished.Count > 0) Output.WriteLine("Nothing is lost: the same command goes on.");
    }

    private void WriteArms()
    {
        var table = new TextTable().Add("arm").Add("runs").Add("rule's answers").Add("dose intended", drop: 2).Add("applied", drop: 1).Add("own trait", drop: 3).Add("borrowed trait", drop: 4);
        foreach (var arm in result.Arms) table.Row(arm.Arm, arm.Unfinished == 0 ? $"{arm.Finished}" : $"{arm.Finished} of {arm.Finished + arm.Unfinished}", (100 * arm.FallbackRate).ToString("0.##", CultureInfo.InvariantCulture) + " %", Number(arm.IntendedDose), Number(arm.AppliedDose), Number(arm.Means.TryGetValue(Adherence, out var own) ? own : null), Number(arm.Means.TryGetValue(Borrowed, out var other) ? other : null));
        table.Write(Output);
    }

    private void WriteCurves()
    {
        if (result.Curves.Count == 0) return;
        var matched = result.Curves.Any(c => c.Matched);
        Output.WriteLine($"what doses{(matched ? " and texts" : "")} achieve, in sd from nobody in particular on {result.Curves[0].Instrument}{(matched ? "; a person's dose achieves what the text of their level does" : "; doses are given for trait units, whatever texts achieve (persona.match)")}");
        var table = new TextTable().Add("trait").Add("raw dose: achieved", wraps: true);
        if (matched) table.Add("level: achieved = raw dose", wraps: true);
        foreach (var curve in result.Curves)
        {
            var doses = string.Join("  ", curve.Doses.Select(d => $"{Number(d.Raw)}: {Number(d.Units)}"));
            if (matched) table.Row(curve.Trait, doses, string.Join("  ", curve.Texts.Select(t => $"{t.Level}: {Number(t.Units)} = {Number(t.Raw)}")));
            else table.Row(curve.Trait, doses);
        }

        table.Write(Output);
    }

    private void WriteContrasts(string title, List<ContrastResult> rows)
    {
        if (rows.Count == 0) return;
        Output.WriteLine(title);
        var table = new TextTable().Add("outcome").Add("arms").Add("pairs", drop: 4).Add("difference [95 %]").Add("p", drop: 3).Add("adjusted", drop: 2).Add("bound", drop: 1).Add("noise", drop: 5).Add("verdict", wraps: true);
        foreach (var c in rows) table.Row(c.Outcome, $"{c.Left} - {c.Right}", $"{c.Pairs}", $"{Number(c.Mean)} [{Number(c.Low)}, {Number(c.High)}]", Chance(c.P), Chance(c.AdjustedP), Number(c.Bound), Number(c.Noise), c.Verdict == "refused" ? "refused: " + c.Reason : c.Reason);
        table.Write(Output);
    }

    private void WriteWithin()
    {
        var rows = result.Within.Where(w => w.P is not null).OrderBy(w => w.P).Take(MostExploratory).ToList();
        if (rows.Count == 0) return;
        Output.WriteLine("inside mixed towns (chance under other assignments of the same people; unadjusted)");
        var table = new TextTable().Add("outcome").Add("people").Add("towns", drop: 1).Add("difference").Add("p");
        foreach (var w in rows) table.Row(w.Outcome, $"{w.Left} - {w.Right}", $"{w.Towns}", Number(w.Difference), Chance(w.P));
        table.Write(Output);
    }

    private static string Number(double? value) => value is { } v ? (Math.Abs(v) < 1e-12 ? 0 : v).ToString("G3", CultureInfo.InvariantCulture) : "-"; // what rounding leaves of nothing

    private static string Chance(double? p) => p is { } v ? v < 0.0001 ? "<.0001" : v.ToString("0.####", CultureInfo.InvariantCulture) : "-";
}
