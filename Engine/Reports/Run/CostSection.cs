using System.Globalization;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What a run took. Seconds and computed tokens depend on machine and interruptions: the one section that two runs of one history need not share.</summary>
internal static class CostSection
{
    public static Section Of(RunView run)
    {
        var tokens = run.Ask("tokens by mind", "select mind, count(*) as answers, sum(prompt_tokens) as prompt_tokens, sum(computed_tokens) as computed_tokens, sum(generated_tokens) as generated_tokens, sum(thought_tokens) as thought_tokens from answers group by mind order by mind");
        var manifest = run.Manifest;
        var facts = new List<(string, string)>();
        foreach (var (name, ledger) in manifest.Ledgers)
        {
            facts.Add(($"{name}: calls", Markup.Cell(ledger.Calls)));
            facts.Add(($"{name}: seconds in the mind", Markup.Number(ledger.Seconds)));
            if (ledger.GeneratedTokens > 0 && ledger.Seconds > 0) facts.Add(($"{name}: tokens generated a second", Markup.Number(ledger.GeneratedTokens / ledger.Seconds)));
            facts.Add(($"{name}: cost", ledger.Cost is { } cost ? cost.ToString("0.####", CultureInfo.InvariantCulture) : "no prices were given"));
        }

        foreach (var (name, seconds) in manifest.Seconds) facts.Add(($"seconds: {name}", Markup.Number(seconds)));
        facts.Add(("begun", Time(manifest.Created)));
        facts.Add(("manifest written", Time(manifest.Updated)));
        foreach (var resumed in manifest.Resumed) facts.Add(("resumed", $"behind {resumed.Tick} ticks{(resumed.Changes.Count > 0 ? ": " + string.Join("; ", resumed.Changes) : "")}"));
        var blocks = new List<IBlock>();
        if (tokens.Rows.Rows.Count > 0) blocks.Add(new Figure("tokens", "Tokens", "Submitted prompt tokens, and those that had to be computed because no shared prefix held them. A rule reads no tokens.", null, [tokens]));
        blocks.Add(new Facts(facts));
        return new Section("cost", "Cost and speed", "Of this machine and these starts: a run that was interrupted may differ from one that was not here, and only here. The seconds are those of the last start.", blocks) { Varies = true };
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
