using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Every few steps everybody decides about the programme; the decisions are public.</summary>
internal sealed class SignPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("join", Reading.YesNo));

    public string Name => "sign";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0 || moment.Tick % society.Config.SignEvery != 0) yield break;
        var joined = society.World.Agents.Count(a => a.Joined == true);
        foreach (var who in society.World.Agents)
        {
            var before = who.Joined is { } was ? $"So far you {(was ? "take" : "do not take")} part, and {joined} of {society.World.Agents.Count} residents do." : "";
            yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "join"), who, Part.Resident, null, society.Prompts.Question("sign", ("before", before)), _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => society.Rules.Join(society.World.Find(ask.Key.Who), ask.Key.Tick, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = society.World.Find(ask.Key.Who);
            who.Joined = answer.Value.Says("join");
            who.Deeds++;
            if (who.Joined == true) who.GoodDeeds++;
            society.World.Counts.Add(Counted.Decisions);
            if (who.Joined == true) society.World.Counts.Add(Counted.Joined);
            log.Event("vote", who.Name, null, null, ("joins", who.Joined == true), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }
}
