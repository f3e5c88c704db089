using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.Rules;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>After a meeting both think about the other's honesty and fairness, and rewrite what they learned in their role.</summary>
internal sealed class ReflectPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("honesty", Shape.Scale()), new Field("fairness", Shape.Scale()), new Field("lesson", Shape.Text(160)));

    public string Name => "reflect";

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
                var question = society.Prompts.Question("reflect", ("happened", Accounts.Of(society.World, encounter, side)), ("other", society.World.NameOf(other)));
                yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "reflect"), who, encounter.PartOf(side), null, question, _shape);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return ReputationRules.Reflect(who, society.World.EncounterOf(who.Index)!);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = society.World.Find(ask.Key.Who);
            var encounter = society.World.EncounterOf(who.Index)!;
            var side = encounter.SideOf(who.Index);
            (encounter.Honesty[side], encounter.Fairness[side]) = (answer.Value.PointOf("honesty"), answer.Value.PointOf("fairness"));
            who.Learned[(int)encounter.PartOf(side)] = answer.Value.TextOf("lesson");
            log.Event("reflection", who.Name, society.World.NameOf(encounter[1 - side]), null, ("role", encounter.PartOf(side).Word()), ("honesty", encounter.Honesty[side]), ("fairness", encounter.Fairness[side]), ("lesson", who.Learned[(int)encounter.PartOf(side)]), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }
}
