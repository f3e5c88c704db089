using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Reputation.Rules;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Conversations about somebody who is not there: a round is the next line of every one of them.</summary>
internal sealed class GossipPhase(ReputationSetting society, int depth) : IPhase
{
    private static readonly FieldsShape _first = Shape.Fields(new Field("verdict", Shape.Scale()), new Field("say", Shape.Text(160)));
    private static readonly FieldsShape _next = Shape.Fields(new Field("say", Shape.Text(160)), new Field("more", Reading.YesNo));

    public string Name => depth == 1 ? "gossip" : "retell";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round >= society.Config.GossipLines) yield break;
        for (var i = 0; i < society.World.Tales.Count; i++)
        {
            var tale = society.World.Tales[i];
            if (tale.Depth != depth || tale.LinesOver) continue;
            var speaker = society.World.Agents[moment.Round % 2 == 0 ? tale.Teller : tale.Listener];
            yield return society.Ask(new AskKey(moment.Tick, Name, moment.Round, speaker.Name, "line", i), speaker, tale.Part, society.Prompts.About(speaker, tale.Target, tale.Part), Question(tale, moment.Round), moment.Round == 0 ? _first : _next);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var (who, tale) = (society.World.Find(ask.Key.Who), society.World.Tales[ask.Key.N]);
        return ask.Key.Round == 0 ? society.Rules.Tell(who, tale) : ReputationRules.Reply(who, tale);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var tale = world.Tales[ask.Key.N];
            var (from, to) = moment.Round % 2 == 0 ? (tale.Teller, tale.Listener) : (tale.Listener, tale.Teller);
            if (moment.Round == 0) tale.Verdict = answer.Value.PointOf("verdict");
            var text = society.Spoken(world.NameOf(from), answer.Value.TextOf("say"), moment.Tick, log);
            world.Agents[from].Say(moment.Tick, text, to, tale.Target);
            tale.Lines.Add($"{world.NameOf(from)}: {text}");
            tale.LinesOver = moment.Round + 1 >= society.Config.GossipLines || (moment.Round > 0 && !answer.Value.Says("more"));
            log.Message(new MessageRow(world.NameOf(from), RowJson.Array([world.NameOf(to)]), null, world.Encounters.Count + ask.Key.N, moment.Round, text, answer.Source == AnswerSource.Fallback));
        }
    }

    private Block Question(Tale tale, int round)
    {
        var world = society.World;
        if (round > 0) return society.Prompts.Question("reply", ("teller", world.NameOf(tale.Teller)), ("listener", world.NameOf(tale.Listener)), ("target", world.NameOf(tale.Target)), ("lines", string.Join('\n', tale.Lines)));
        return society.Prompts.Question("tell", ("listener", world.NameOf(tale.Listener)), ("target", world.NameOf(tale.Target)), ("role", "a " + tale.Part.Word()), ("heard", tale.Heard == 0 ? "" : $"You heard it from {world.NameOf(tale.Source)}, who gave {tale.Heard} of 5."));
    }
}
