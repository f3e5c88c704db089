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
        var (content, inward) = society.Config.Scenario == ReputationScenario.SignUp ? Usual() : default;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            for (var side = 0; side < 2; side++)
            {
                var (who, other) = (society.World.Agents[encounter[side]], encounter[1 - side]);
                var happened = Accounts.Of(society.World, encounter, side);
                var standing = encounter.PartOf(side) == Part.Resident ? Standing(other, content, inward) : "";
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

    // what everybody has on average: how often a meeting comes to something, and how many count them among their contacts
    private (double Content, double Inward) Usual() => (society.World.Agents.Average(a => a.Satisfaction), society.World.Agents.Average(a => society.World.Ties.Inward(a.Index, Part.Resident)));

    private string Standing(int who, double content, double inward)
    {
        var agent = society.World.Agents[who];
        var company = agent.Satisfaction >= content ? "at least as often as" : "less often than";
        var contacts = society.World.Ties.Inward(who, Part.Resident) >= inward ? "at least as many contacts as" : "fewer contacts than";
        return $"{agent.Name} finds company {company} others do and has {contacts} others.";
    }
}
