using System.Text;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>Conversations: a round is the next line of every encounter in town, spoken with what was said before in mind.</summary>
internal sealed class TalkPhase(TownSetting town) : IPhase
{
    private readonly FieldsShape _shape = Shape.Fields(new Field("act", Shape.Choice(TalkActs.Words)), new Field("say", Shape.Text(town.Config.LineLength)), new Field("more", Shape.Choice("yes", "no")));
    private IReadOnlyList<Block> _shared = [];
    private long _sharedAt = -1;

    public string Name => "talk";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round >= town.Config.Turns) yield break;
        foreach (var encounter in town.World.Encounters)
        {
            if (encounter.Over) continue;
            var who = town.World.Citizens[encounter.SpeakerOf(moment.Round)];
            var own = new List<Block>(4) { town.Prompts.You(who, moment.Tick) };
            if (town.Prompts.Memories(who, moment.Tick, Situation(encounter, who)) is { } memories) own.Add(memories);
            own.Add(town.Prompts.Now(who, moment.Tick));
            own.Add(Question(encounter, who));
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, moment.Round, who.Name, "line"), SharedAt(moment.Tick), own, _shape));
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = town.World.Find(ask.Key.Who).Index;
        foreach (var encounter in town.World.Encounters)
        {
            if (!encounter.Over && encounter.SpeakerOf(ask.Key.Round) == who) return town.Rules.Line(encounter, who, ask.Key.Tick, ask.Key.Round, _shape, neutral);
        }

        throw new InvalidOperationException($"{ask.Key.Who} is asked for a line and is in no encounter: {ask.Key}.");
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var next = 0;
        foreach (var encounter in town.World.Encounters)
        {
            if (encounter.Over || moment.Round >= town.Config.Turns) continue;
            var (ask, answer) = answers[next++];
            if (ask.Key.Who != town.World.NameOf(encounter.SpeakerOf(moment.Round))) throw new InvalidOperationException($"The answers of {ask.Key} are not in the order of the questions.");
            Speak(encounter, answer, moment, log);
            encounter.Over = moment.Round + 1 >= town.Config.Turns || (encounter.Lines.Count > 1 && answer.Value.TextOf("more") == "no");
        }
    }

    private void Speak(Encounter encounter, Answer answer, Moment moment, StepLog log)
    {
        var (world, tick) = (town.World, moment.Tick);
        var speaker = world.Citizens[encounter.SpeakerOf(moment.Round)];
        var act = answer.Value.TextOf("act");
        var text = town.Governor.Review(speaker.Name, answer.Value.TextOf("say"), tick, log);
        if (string.IsNullOrWhiteSpace(text))
        {
            speaker.Tell("What you wanted to say was not let through.");
            return;
        }

        var place = world.Map[encounter.Place].Name;
        var topic = act == TalkActs.View ? encounter.Topic : -1;
        encounter.Lines.Add(new Line(speaker.Index, act, text));
        var hearers = new List<string>(2);
        foreach (var i in encounter.People)
        {
            if (i != speaker.Index) hearers.Add(world.NameOf(i));
        }

        speaker.Memory.Add(tick, MemoryKind.Said, text, Importance.Of(MemoryKind.Said, EventType.Talk, 0), hearers.Count == 1 ? hearers[0] : null, place);
        foreach (var i in encounter.People)
        {
            if (i != speaker.Index) Hear(world.Citizens[i], speaker, text, act, topic, place, tick);
        }

        Overhear(encounter, speaker, text, hearers[0], place, moment);
        world.Counts.Add("lines");
        log.Message(new MessageRow(speaker.Name, RowJson.Array(hearers), place, encounter.Number, moment.Round, text, answer.Source == AnswerSource.Fallback));
        log.Event("line", speaker.Name, hearers[0], place, ("encounter", encounter.Number), ("turn", moment.Round), ("act", act), ("topic", topic < 0 ? null : town.Config.Topics[topic].Name));
    }

    private void Hear(Citizen hearer, Citizen speaker, string text, string act, int topic, string place, long tick)
    {
        var what = act == TalkActs.Gossip ? EventType.Gossip : EventType.Talk;
        hearer.Memory.Add(tick, MemoryKind.Heard, text, Importance.Of(MemoryKind.Heard, what, hearer.Memory.Novelty(text)), speaker.Name, place);
        town.Environment?.Hear(hearer.Name, speaker.Name, text);
        var (closer, trust) = TalkActs.Effect(act);
        town.World.Ties.Touch(hearer.Index, speaker.Index, tick, closer, trust);
        if (topic >= 0) town.World.Opinions.Hear(hearer.Index, topic, town.World.Opinions.StanceOf(speaker.Index, topic));
    }

    private void Overhear(Encounter encounter, Citizen speaker, string text, string to, string place, Moment moment)
    {
        var here = town.World.Here(encounter.Place);
        if (here.Count <= encounter.People.Count || town.Config.Overheard <= 0) return;
        var draws = town.Rng.For("town/overheard", speaker.Name, (moment.Tick * 64) + moment.Round);
        if (draws.NextDouble() >= town.Config.Overheard) return;
        var other = here[draws.NextInt(here.Count)];
        if (encounter.People.Contains(other)) return;
        var listener = town.World.Citizens[other];
        listener.Memory.Add(moment.Tick, MemoryKind.Overheard, text, Importance.Of(MemoryKind.Overheard, EventType.Talk, 0.5f), speaker.Name, place, to);
    }

    private Block Question(Encounter encounter, Citizen who)
    {
        var others = new StringBuilder();
        foreach (var i in encounter.People)
        {
            if (i == who.Index) continue;
            if (others.Length > 0) others.Append(" and ");
            others.Append(town.World.NameOf(i));
        }

        var lines = new StringBuilder();
        foreach (var line in encounter.Lines)
        {
            if (lines.Length > 0) lines.Append('\n');
            lines.Append(line.Speaker == who.Index ? "You" : town.World.NameOf(line.Speaker)).Append(": ").Append(line.Text);
        }

        var topic = encounter.Topic < 0 ? "" : $"If you give your view: on the claim that {town.Config.Topics[encounter.Topic].Claim}.";
        return town.Prompts.Question("say", ("others", others.ToString()), ("place", town.World.Map[encounter.Place].Name), ("lines", lines.ToString()), ("topic", topic));
    }

    private string Situation(Encounter encounter, Citizen who)
    {
        var text = town.Prompts.Situation(who, encounter.People.Count == 2 ? [encounter.People[0] == who.Index ? encounter.People[1] : encounter.People[0]] : encounter.People);
        return encounter.Lines.Count == 0 ? text : text + " " + encounter.Lines[^1].Text;
    }

    private IReadOnlyList<Block> SharedAt(long tick)
    {
        if (_sharedAt != tick) (_shared, _sharedAt) = (town.Prompts.Shared(tick), tick);
        return _shared;
    }
}
