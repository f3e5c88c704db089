using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>The prisoner's dilemma: both choose in the same round, so neither knows the other's choice.</summary>
internal sealed class ChoosePhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("choice", Shape.Choice("cooperate", "defect")));

    public string Name => "choose";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            for (var side = 0; side < 2; side++)
            {
                var (who, other) = (society.World.Agents[encounter[side]], encounter[1 - side]);
                yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "choose"), who, Part.Player, society.Prompts.About(who, other, Part.Player), society.Prompts.Question("choose", ("other", society.World.NameOf(other))), _shape);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return society.Rules.Choose(who, society.World.EncounterOf(who.Index)!, ask.Key.Tick, _shape, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var who = world.Find(ask.Key.Who);
            var encounter = world.EncounterOf(who.Index)!;
            var side = encounter.SideOf(who.Index);
            encounter.Cooperates[side] = answer.Value.TextOf("choice") == "cooperate";
            encounter.Grades[side] = Grades.OfPlayer(encounter.Cooperates[side]);
            world.Counts.Add(Counted.Choices);
            log.Action(new ActionRow(who.Name, encounter.Cooperates[side] ? "cooperate" : "defect", world.NameOf(encounter[1 - side]), null, "{}", true, "", answer.Source == AnswerSource.Fallback));
        }

        if (moment.Round > 0) return;
        foreach (var encounter in world.Encounters)
        {
            if (!encounter.Goes) continue;
            for (var side = 0; side < 2; side++) world.Agents[encounter[side]].Resources += Payoffs.Dilemma(encounter.Cooperates[side], encounter.Cooperates[1 - side]);
            if (encounter.Cooperates[0] && encounter.Cooperates[1]) world.Counts.Add(Counted.Successes);
            society.Done(encounter, moment.Tick);
            log.Event("game", world.NameOf(encounter.First), world.NameOf(encounter.Second), null, ("first", encounter.Cooperates[0]), ("second", encounter.Cooperates[1]), ("chosen", encounter.Chosen));
        }
    }
}
