using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Whoever holds a record of the neighbour they run into is asked whether to chat; everybody else just does.</summary>
internal sealed class WillingPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("chat", Reading.YesNo));

    public string Name => "willing";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0 || !society.Config.Reputation) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            for (var side = 0; side < 2; side++)
            {
                var (who, other) = (society.World.Agents[encounter[side]], encounter[1 - side]);
                if (society.World.Records.Find(who.Index, Part.Resident, other) is null) continue;
                yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "chat"), who, Part.Resident, society.Prompts.About(who, other, Part.Resident), society.Prompts.Question("willing", ("other", society.World.NameOf(other))), _shape);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return society.Rules.Willing(who, society.World.EncounterOf(who.Index)!, ask.Key.Tick, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var who = world.Find(ask.Key.Who);
            var encounter = world.EncounterOf(who.Index)!;
            var side = encounter.SideOf(who.Index);
            world.Counts.Add(Counted.Choices);
            if (answer.Value.Says("chat")) continue;
            encounter.Grades[side] = Grades.OfTalk(willing: false);
            var other = world.Agents[encounter[1 - side]];
            var first = encounter.Goes;
            encounter.Refused = "unwilling";
            other.Remember(Part.Resident, new Past(moment.Tick, who.Index, Grades.Bad, Accounts.Of(world, encounter, 1 - side)));
            if (!first) continue;
            world.Counts.Add(Counted.Refusals);
            who.Meetings++;
            other.Meetings++;
            log.Event("refusal", who.Name, other.Name, null, ("reason", encounter.Refused), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }
}
