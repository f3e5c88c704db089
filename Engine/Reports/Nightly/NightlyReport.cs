using System.Globalization;
using PersonaSim.Engine.Measures.Nightly;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Nightly;

/// <summary>A night as a page: which number moved, by how much, and since which version.</summary>
public static class NightlyReport
{
    public static ReportPage Of(IReadOnlyList<NightlyResult> results, string persim)
    {
        var moved = results.Count(r => !r.IsFine);
        return new ReportPage("Nightly", moved == 0 ? "nothing moved" : $"{moved} of {results.Count} studies are not as their baselines have them", $"Made by persim {persim}.", [], [Overview(results), .. results.Select(Study)]);
    }

    private static Section Overview(IReadOnlyList<NightlyResult> results)
    {
        var table = new DataTable(["study", "status", "moved", "compared", "baseline of", "where histories part"], [.. results.Select(r => (IReadOnlyList<object?>)[r.Name, Words(r.Status), (long?)r.Diff?.Moved.Count, (long?)r.Diff?.Compared, r.Since, r.Parting.Length > 0 ? r.Parting : null])]);
        return new Section("overview", "Studies", "", [new Figure("studies", "Studies", "A history is compared by its hashes, which must be the same for rules; speeds are ratios within one run.", null, [new Evidence("studies", table)])]);
    }

    private static Section Study(NightlyResult result)
    {
        var id = "study-" + string.Concat(result.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        var blocks = new List<IBlock>();
        if (result.Message.Length > 0) blocks.Add(new Notice(result.Message, Loud: result.Status == NightlyStatus.Failed));
        if (result.Parting.Length > 0) blocks.Add(new Notice($"History: {result.Parting}.", Loud: true));
        foreach (var note in result.Diff?.Notes ?? []) blocks.Add(new Notice(note + "."));
        if (result.Diff is { Moved.Count: > 0 } diff)
        {
            var rows = diff.Moved.Select(m => (IReadOnlyList<object?>)[m.Name, m.Then, m.Now, m.Change, m.Share is { } share ? share * 100 : null, m.Allowed]);
            blocks.Add(new Figure(id + "-moved", "What moved", $"Since persim {result.Since}. Share: of what it was, in percent.", null, [new Evidence("what moved", new DataTable(["number", "then", "now", "change", "share", "allowed"], [.. rows]))]));
        }

        if (result.Now is { } now) blocks.Add(new Figure(id + "-all", "All numbers", $"With the settings {(now.Settings.Count == 0 ? "as shipped" : string.Join(", ", now.Settings))}.", null, [new Evidence("all numbers", All(result.Then, now))]) { ShownRows = 20 });
        return new Section(id, result.Name, $"{Words(result.Status)}{(result.Since is { } since ? $", baseline of persim {since}" : "")}, {result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s.", blocks);
    }

    private static DataTable All(Baseline? then, Baseline now)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var (name, value) in now.Exact) rows.Add([name, then?.Exact.GetValueOrDefault(name), value, "must be the same"]);
        foreach (var (name, number) in now.Numbers) rows.Add([name, Text(then?.Numbers.GetValueOrDefault(name)), Text(number), Movement.Words(then?.Numbers.GetValueOrDefault(name) ?? number)]);
        return new DataTable(["number", "then", "now", "allowed"], rows);
    }

    private static string? Text(BaselineNumber? number) => number?.Value.ToString("R", CultureInfo.InvariantCulture);

    private static string Words(NightlyStatus status) => status switch
    {
        NightlyStatus.Same => "the same",
        NightlyStatus.Moved => "moved",
        NightlyStatus.NoBaseline => "no baseline",
        NightlyStatus.Failed => "failed",
        _ => "accepted",
    };
}
