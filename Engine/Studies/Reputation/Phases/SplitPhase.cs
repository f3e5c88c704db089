using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Trustees share out the result, perhaps not as promised, and report what they did, perhaps not as it was.</summary>
internal sealed class SplitPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("keep", Shape.Scale(0, 100)), new Field("report", Shape.Scale(0, 100)));

    public string Name => "split";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            var who = society.World.Agents[encounter.Second];
            var question = society.Prompts.Question("split", ("other", society.World.NameOf(encounter.First)), ("stake", ReputationPrompts.Text(encounter.Stake)), ("pool", ReputationPrompts.Text(Payoffs.Multiplier * encounter.Stake)), ("promised", ReputationPrompts.Text(encounter.Promised)));
            yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "split"), who, Part.Trustee, society.Prompts.About(who, encounter.First, Part.Investor), question, _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return society.Rules.Share(who, society.World.EncounterOf(who.Index)!, ask.Key.Tick, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var trustee = world.Find(ask.Key.Who);
            var encounter = world.EncounterOf(trustee.Index)!;
            var investor = world.Agents[encounter.First];
            (encounter.Kept, encounter.Reported) = (answer.Value.PointOf("keep"), answer.Value.PointOf("report"));
            var (back, kept) = Payoffs.Investment(encounter.Stake, encounter.Kept);
            investor.Resources += back;
            trustee.Resources += kept;
            encounter.Grades[1] = Grades.OfTrustee(encounter.Stake, encounter.Promised, encounter.Kept);
            world.Counts.Add(Counted.Successes);
            society.Done(encounter, moment.Tick);
            log.Event("deal", investor.Name, trustee.Name, null, ("amount", encounter.Stake), ("promised", encounter.Promised), ("kept", encounter.Kept), ("reported", encounter.Reported), ("back", back / (double)Payoffs.Unit), ("chosen", encounter.Chosen), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }
}
