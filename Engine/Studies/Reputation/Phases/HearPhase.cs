using System.Globalization;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>
/// Listeners make up their minds. Where people keep records they say how credible the gossip is and what they now think of its target; whether to
/// avoid the target, and whether to tell it on, they decide in every arm.
/// </summary>
internal sealed class HearPhase : IPhase
{
    private readonly ReputationSetting _society;
    private readonly int _depth;
    private readonly FieldsShape _shape;

    public HearPhase(ReputationSetting society, int depth)
    {
        (_society, _depth) = (society, depth);
        var fields = new List<Field>();
        if (society.Config.Reputation) fields.Add(new Field("credibility", Shape.Choice(Credibility.Words)));
        if (society.Config.Reputation) fields.AddRange(Reading.RecordFields);
        fields.Add(new Field("avoid", Reading.YesNo));
        if (depth < society.Config.Reach) fields.Add(new Field("tell", Reading.YesNo));
        _shape = Shape.Fields(fields);
    }

    public string Name => _depth == 1 ? "hear" : "hear_again";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        for (var i = 0; i < _society.World.Tales.Count; i++)
        {
            var tale = _society.World.Tales[i];
            if (tale.Depth != _depth) continue;
            var who = _society.World.Agents[tale.Listener];
            yield return _society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "hear", i), who, tale.Part, _society.Prompts.About(who, tale.Target, tale.Part), Question(tale), _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => _society.Rules.Hear(_society.World.Find(ask.Key.Who), _society.World.Tales[ask.Key.N], ask.Key.Tick, ask.Key.N, _shape, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var (world, config) = (_society.World, _society.Config);
        foreach (var (ask, answer) in answers)
        {
            var tale = world.Tales[ask.Key.N];
            string? credibility = null;
            if (config.Reputation)
            {
                credibility = answer.Value.TextOf("credibility");
                var believed = Credibility.IsBelieved(Array.IndexOf([.. Credibility.Words], credibility));
                world.JudgeGossip(believed);
                if (!believed) world.Counts.Add(Counted.GossipDoubted);
                if (answer.Value.BinsOf() is { } bins) _society.Change(tale.Listener, tale.Part, tale.Target, bins, answer.Value.TextOf("note"), "gossip", moment.Tick, log);
                else world.Counts.Add(Counted.Invalid);
            }

            world.Counts.Add(tale.Verdict > Grades.Neutral ? Counted.GossipGood : tale.Verdict < Grades.Neutral ? Counted.GossipBad : Counted.GossipNeutral);
            var avoids = answer.Value.Says("avoid");
            var retells = _depth < config.Reach && answer.Value.Says("tell");
            log.Event("gossip", world.NameOf(tale.Teller), world.NameOf(tale.Target), null, ("listener", world.NameOf(tale.Listener)), ("role", tale.Part.Word()), ("story", tale.Id), ("depth", tale.Depth), ("path", Path(tale)), ("verdict", tale.Verdict), ("credibility", credibility), ("avoids", avoids), ("fallback", answer.Source == AnswerSource.Fallback));
            if (avoids) _society.Avoid(tale.Listener, tale.Target, "gossip", log);
            if (retells) _society.Tell(tale.Id, _depth + 1, tale.Teller, tale.Listener, tale.Target, tale.Part, tale.Verdict, moment.Tick);
        }
    }

    private string[] Path(Tale tale) => tale.Depth == 1
        ? [_society.World.NameOf(tale.Teller), _society.World.NameOf(tale.Listener)]
        : [_society.World.NameOf(tale.Source), _society.World.NameOf(tale.Teller), _society.World.NameOf(tale.Listener)];

    private Block Question(Tale tale)
    {
        var world = _society.World;
        var records = _society.Config.Reputation;
        return _society.Prompts.Question("hear",
            ("teller", world.NameOf(tale.Teller)), ("target", world.NameOf(tale.Target)), ("role", "a " + tale.Part.Word()), ("lines", string.Join('\n', tale.Lines)),
            ("source", tale.Depth == 1 ? "" : $"{world.NameOf(tale.Teller)} has it from {world.NameOf(tale.Source)}."),
            ("history", records && world.Judged > 0 ? string.Create(CultureInfo.InvariantCulture, $"People here think highly of {world.NameOf(tale.Teller)} to a degree of {world.Records.ScoreOf(tale.Teller, tale.Part):0.00} (-1 to 1). Of past gossip, {100 * world.DoubtedShare:0} % was not believed.") : ""),
            ("wanted", (records ? "How credible is it, and what do you think of the one it is about? " : "") + "Do you avoid them from now on?" + (_depth < _society.Config.Reach ? " Do you tell it on?" : "")));
    }
}
