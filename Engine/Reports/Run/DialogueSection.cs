using System.Globalization;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Conversations among people of one kind.</summary>
internal static class DialogueSection
{
    private static readonly string[] _names = ["Extraversion", "Agreeableness", "Conscientiousness", "Neuroticism", "Openness"];

    private const string Rule = "For each trait: of all conversations in which everybody who speaks is of the third that is lowest (or highest) in it, at least two speak and no line is a fallback's, the one with the most lines; of those the one with the most letters, then the earliest. Nobody chose them by what they say.";

    public static Section Of(RunView run)
    {
        var chosen = run.AskPeople("chosen conversations", _talks + string.Join("\nunion all\n", RunView.Letters.Select(Choice)) + "\norder by trait, third");
        if (chosen.Rows.Rows.Count == 0) return new Section("dialogues", "Dialogues", Rule, [new Notice("No conversation of this run has two speakers of one third of a trait (table messages): there is none to show.")]);
        var blocks = new List<IBlock>();
        var order = Enumerable.Range(0, chosen.Rows.Rows.Count).OrderBy(i => RunView.Letters.IndexOf(chosen.Rows.Text(i, "trait"), StringComparison.Ordinal)).ThenBy(i => chosen.Rows.Number(i, "third"));
        foreach (var i in order)
        {
            var (trait, tick, encounter) = (RunView.Letters.IndexOf(chosen.Rows.Text(i, "trait"), StringComparison.Ordinal), chosen.Rows.Text(i, "tick"), chosen.Rows.Text(i, "encounter"));
            var lines = run.Ask("lines", $"select sender, text, place from messages where tick = {tick} and encounter = {encounter} order by phase, round, n");
            var meant = run.People.ToDictionary(p => p.Name, p => p.Meant[trait], StringComparer.Ordinal);
            var place = lines.Rows.Rows.Count > 0 ? lines.Rows.Text(0, "place") : "";
            blocks.Add(new Talk($"{_names[trait]}: {(chosen.Rows.Number(i, "third") == 3 ? "high" : "low")}", $"Tick {tick}{(place.Length > 0 ? ", " + place : "")}",
                [.. Enumerable.Range(0, lines.Rows.Rows.Count).Select(l => (lines.Rows.Text(l, "sender"), string.Create(CultureInfo.InvariantCulture, $"{RunView.Letters[trait]} {meant.GetValueOrDefault(lines.Rows.Text(l, "sender")):+0.0;-0.0;0.0}"), lines.Rows.Text(l, "text")))]));
        }

        blocks.Add(new Figure("chosen", "Which conversations were chosen", "", null, [chosen]));
        return new Section("dialogues", "Dialogues", Rule, blocks);
    }

    // one pass over what was said: the lowest and the highest third, by each trait, of those who speak in a conversation
    private static readonly string _talks = $"""
        , thirds as (select name, {string.Join(", ", RunView.Letters.Select(l => $"ntile(3) over (order by {char.ToLowerInvariant(l)}, name) as {char.ToLowerInvariant(l)}"))} from people),
        talks as (
          select m.tick as tick, m.encounter as encounter, count(*) as lines, sum(length(m.text)) as letters, {string.Join(", ", RunView.Letters.Select(l => $"min(t.{char.ToLowerInvariant(l)}) as {char.ToLowerInvariant(l)}_low, max(t.{char.ToLowerInvariant(l)}) as {char.ToLowerInvariant(l)}_high"))}
          from messages m join thirds t on t.name = m.sender
          group by m.tick, m.encounter
          having count(distinct m.sender) > 1 and max(m.fallback) = 0)

        """.ReplaceLineEndings("\n");

    private static string Choice(char trait)
    {
        var t = char.ToLowerInvariant(trait);
        return $"""
            select '{trait}' as trait, third, tick, encounter, lines, letters from (
              select {t}_low as third, tick, encounter, lines, letters, row_number() over (partition by {t}_low order by lines desc, letters desc, tick, encounter) as place
              from talks where {t}_low = {t}_high and {t}_low <> 2) ranked_{t}
            where place = 1
            """;
    }
}
