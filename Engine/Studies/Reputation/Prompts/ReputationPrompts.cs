using System.Globalization;
using System.Text;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Prompts;

/// <summary>The blocks of every prompt. What an arm has no information about has no place in it, so one text serves all four.</summary>
internal sealed class ReputationPrompts
{
    private readonly PromptLibrary _texts;
    private readonly ReputationWorld _world;
    private readonly PromptText _you, _other;
    private readonly PromptSections _planted;
    private readonly (Known Of, Block Block)?[] _written; // by person and role: what is asked in a step mostly begins with the same words

    public ReputationPrompts(PromptLibrary texts, ReputationWorld world)
    {
        (_texts, _world) = (texts, world);
        var config = world.Config;
        Shared = [new Block("rules", "system", texts["reputation/rules_" + ScenarioNames.Of(config.Scenario)].Fill(("people", Text(world.Agents.Count)), ("most", Text(config.MostStake)), ("every", Text(config.SignEvery)), ("records", config.Reputation ? texts["reputation/rules_records"].Fill() : ""), ("gossip", config.Gossip ? texts["reputation/rules_gossip"].Fill() : "")) + "\n")];
        (_you, _other) = (texts["reputation/you"], texts["reputation/other"]);
        _planted = PromptSections.Read(texts, "reputation/planted");
        _written = new (Known, Block)?[world.Agents.Count * Parts.Count];
    }

    // everything that a block about somebody is made of and that changes
    private readonly record struct Known(long Resources, string Learned, ReputationRecord? Self, int Meetings, Past Last);

    /// <summary>What everybody is told.</summary>
    public IReadOnlyList<Block> Shared { get; }

    public Block You(Agent who, Part part)
    {
        var learned = who.Learned[(int)part];
        var self = _world.Config.Reputation ? _world.Records.Find(who.Index, part, who.Index) : null;
        var past = who.Past[(int)part];
        var known = new Known(who.Resources, learned, self, past.Count, past.Count == 0 ? default : past[^1]);
        ref var written = ref _written[(who.Index * Parts.Count) + (int)part];
        if (written is { } before && before.Of == known) return before.Block;
        var block = new Block("you", "user", _you.FillLine(
            ("name", who.Name),
            ("persona", Planted(who)),
            ("learned", learned.Length == 0 ? "" : "What you have learned: " + learned),
            ("resources", Units(who.Resources)),
            ("self", self is null ? "" : $"How you think you stand as {Article(part)}: {Words(self)}."),
            ("past", Past(who, part))));
        written = (known, block);
        return block;
    }

    /// <summary>What somebody knows of another, in the other's role.</summary>
    public Block About(Agent who, int other, Part otherPart)
    {
        var record = _world.Config.Reputation ? _world.Records.Find(who.Index, otherPart, other) : null;
        return new Block("other", "user", _other.FillLine(
            ("other", _world.NameOf(other)),
            ("role", Article(otherPart)),
            ("record", record is null ? "" : $"What you think of {_world.NameOf(other)} as {Article(otherPart)}: {Words(record)}."),
            ("tie", _world.Ties.Has(who.Index, otherPart, other) ? $"You count {_world.NameOf(other)} among your contacts." : "")));
    }

    /// <summary>The question itself.</summary>
    public Block Question(string name, params ReadOnlySpan<(string Place, string Value)> values) => new("question", "user", _texts["reputation/" + name].Fill(values));

    public static string Units(long hundredths) => (hundredths / (double)Payoffs.Unit).ToString("0.##", CultureInfo.InvariantCulture) + " units";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Article(Part part) => part == Part.Investor ? "an investor" : "a " + part.Word();

    private string Planted(Agent who)
    {
        var text = who.Behaviour == Behaviour.Ordinary ? "" : string.Join(' ', _planted.Lines(who.Behaviour.ToString()));
        return string.Join(' ', new[] { who.Persona, text, who.Liar ? string.Join(' ', _planted.Lines("liar")) : "" }.Where(t => t.Length > 0));
    }

    private static string Words(ReputationRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"very bad {record.Bins.VeryBad} %, bad {record.Bins.Bad} %, neutral {record.Bins.Neutral} %, good {record.Bins.Good} %, very good {record.Bins.VeryGood} %") + (record.Note.Length == 0 ? "" : ", since " + record.Note.TrimEnd('.'));

    private static string Past(Agent who, Part part)
    {
        if (who.Past[(int)part].Count == 0) return "";
        var text = new StringBuilder("What happened to you last as ").Append(Article(part)).Append(':');
        foreach (var past in who.Past[(int)part]) text.Append(' ').Append(past.Text);
        return text.ToString();
    }
}
