using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>After a meeting both update their record of the other and of themselves, each in the role it was about.</summary>
internal sealed class JudgePhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(Reading.RecordFields);

    public string Name => "judge";

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
                var happened = Accounts.Of(society.World, encounter, side);
                var standing = encounter.PartOf(side) == Part.Resident ? Standing(other) : "";
                yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "record"), who, encounter.PartOf(side), society.Prompts.About(who, other, encounter.PartOf(1 - side)), society.Prompts.Question("record", ("happened", happened), ("standing", standing), ("other", society.World.NameOf(other)), ("role", "a " + encounter.PartOf(1 - side).Word())), _shape);
                yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "self"), who, encounter.PartOf(side), null, society.Prompts.Question("self", ("happened", happened), ("role", "a " + encounter.PartOf(side).Word())), _shape);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return society.Rules.Judge(who, society.World.EncounterOf(who.Index)!, ask.Key.Purpose == "self");
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = society.World.Find(ask.Key.Who);
            var encounter = society.World.EncounterOf(who.Index)!;
            var side = encounter.SideOf(who.Index);
            var own = ask.Key.Purpose == "self";
            if (answer.Value.BinsOf() is not { } bins)
            {
                society.World.Counts.Add(Counted.Invalid);
                continue;
            }

            society.Change(who.Index, encounter.PartOf(own ? side : 1 - side), encounter[own ? side : 1 - side], bins, answer.Value.TextOf("note"), own ? "own" : "met", moment.Tick, log);
        }
    }

    // how content and how connected somebody is, against everybody's average
    private string Standing(int who)
    {
        var (agents, ties) = (society.World.Agents, society.World.Ties);
        var (content, inward) = (agents.Average(a => a.Satisfaction), agents.Average(a => ties.Inward(a.Index, Part.Resident)));
        return $"{agents[who].Name} finds company {(agents[who].Satisfaction >= content ? "at least as" : "less")} often {(agents[who].Satisfaction >= content ? "as" : "than")} others and is a contact of {(ties.Inward(who, Part.Resident) >= inward ? "at least as" : "less")} many {(ties.Inward(who, Part.Resident) >= inward ? "as" : "than")} others.";
    }
}
