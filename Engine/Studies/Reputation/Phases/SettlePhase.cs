using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>
/// Who met decides alone whether the other becomes a contact, stays what they are, or is avoided, and whether to tell somebody. After a refusal
/// no contact can be made. Who is barred by a blacklist did not meet.
/// </summary>
internal sealed class SettlePhase : IPhase
{
    public const string Tie = "contact", Leave = "leave", Avoid = "avoid";
    private readonly ReputationSetting _society;
    private readonly FieldsShape _met, _refused;

    public SettlePhase(ReputationSetting society)
    {
        _society = society;
        var tells = society.Config.Gossip && society.Config.Reach > 0;
        _met = ShapeOf(tells, Tie, Leave, Avoid);
        _refused = ShapeOf(tells, Leave, Avoid);
    }

    public string Name => "settle";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        var tell = _met.Fields.Count > 1 ? "And do you tell one of your contacts about it?" : "";
        foreach (var encounter in _society.World.Encounters)
        {
            if (encounter.Refused == "blacklist") continue;
            for (var side = 0; side < 2; side++)
            {
                var (who, other) = (_society.World.Agents[encounter[side]], encounter[1 - side]);
                var question = _society.Prompts.Question("settle", ("happened", Accounts.Of(_society.World, encounter, side)), ("other", _society.World.NameOf(other)), ("tell", tell));
                yield return _society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "settle"), who, encounter.PartOf(side), _society.Prompts.About(who, other, encounter.PartOf(1 - side)), question, encounter.Goes ? _met : _refused);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = _society.World.Find(ask.Key.Who);
        return _society.Rules.Settle(who, _society.World.EncounterOf(who.Index)!, ask.Key.Tick, (FieldsShape)ask.Shape, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = _society.World.Find(ask.Key.Who).Index;
            var encounter = _society.World.EncounterOf(who)!;
            var side = encounter.SideOf(who);
            var (other, part) = (encounter[1 - side], encounter.PartOf(1 - side));
            var bond = answer.Value.TextOf("bond");
            if (bond == Tie) _society.Tie(who, part, other, "met", log);
            else if (bond == Avoid) _society.Avoid(who, other, encounter.Goes ? "met" : "refusal", log);
            if (_met.Fields.Count > 1 && answer.Value.Says("tell")) _society.Tell(_society.World.TellStory(), 1, who, who, other, part, 0, moment.Tick);
        }
    }

    private static FieldsShape ShapeOf(bool tells, params IReadOnlyList<string> bonds) =>
        tells ? Shape.Fields(new Field("bond", Shape.Choice(bonds)), new Field("tell", Reading.YesNo)) : Shape.Fields(new Field("bond", Shape.Choice(bonds)));
}
