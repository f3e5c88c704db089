using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>Somebody of a study of reputation as lines to read.</summary>
internal static class ReputationPortrait
{
    public static Portrait Of(ReputationWorld world, Agent who)
    {
        var parts = Parts.Of(world.Config.Scenario);
        var lines = new List<PortraitPart>
        {
            new("life",
            [
                who.Persona.Length == 0 ? "no persona" : who.Persona,
                Text($"{ReputationPrompts.Units(who.Resources)}; {who.Meetings} meetings, {who.Successes} came to something; {who.GoodDeeds} of {who.Deeds} deeds good"),
                .. who.Behaviour == Behaviour.Ordinary ? Array.Empty<string>() : [$"planted: {who.Behaviour.ToString().ToLowerInvariant()}"],
                .. who.Liar ? ["planted: liar"] : Array.Empty<string>(),
                .. who.Joined is { } joined ? [joined ? "in the programme" : "not in the programme"] : Array.Empty<string>(),
            ]),
        };
        foreach (var part in parts)
        {
            lines.Add(new PortraitPart(part.Word(),
            [
                Text($"standing {world.Records.ScoreOf(who.Index, part):0.00} among {world.Records.HoldersOf(who.Index, part)}"),
                "learned: " + (who.Learned[(int)part].Length == 0 ? "nothing yet" : who.Learned[(int)part]),
                .. who.Past[(int)part].Select(p => Text($"tick {p.Tick}, {p.Grade} of 5: {p.Text}")),
            ]));
            lines.Add(new PortraitPart($"records of {part.Word()}s", [.. world.Records.Of(who.Index, part).Select(r => Text($"{(r.Target == who.Index ? "self" : world.NameOf(r.Target))}: {r.Bins}, score {r.Bins.Score:0.00} ({r.Reason}, tick {r.Tick}): {r.Note}"))]));
            lines.Add(new PortraitPart($"ties to {part.Word()}s", [.. world.Ties.Of(who.Index, part).Select(world.NameOf)]));
        }

        lines.Add(new PortraitPart("blacklist", [.. world.Ties.BlacklistOf(who.Index).Select(world.NameOf)]));
        lines.Add(new PortraitPart("replaced records", [.. world.Records.ArchiveOf(who.Index).Select(a => Text($"until tick {a.Tick} ({a.Reason}), {world.NameOf(a.Old.Target)} as {a.Part.Word()}: {a.Old.Bins}"))]));
        return new Portrait(who.Name, lines);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
