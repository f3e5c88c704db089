using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Trustees promise a split. They name what they keep and the rest is the investor's, so shares always sum to 100.</summary>
internal sealed class OfferPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("keep", Shape.Scale(0, 100)));

    public string Name => "offer";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            var who = society.World.Agents[encounter.Second];
            yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "offer"), who, Part.Trustee, society.Prompts.About(who, encounter.First, Part.Investor), society.Prompts.Question("offer", ("other", society.World.NameOf(encounter.First))), _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => society.Rules.Offer(society.World.Find(ask.Key.Who), ask.Key.Tick, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers) society.World.EncounterOf(society.World.Find(ask.Key.Who).Index)!.Promised = answer.Value.PointOf("keep");
    }
}
