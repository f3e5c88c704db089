using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Who meets whom; nobody is asked.</summary>
internal sealed class PairPhase(ReputationSetting society) : IPhase
{
    public string Name => "pair";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => [];

    public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("Nobody is asked in this phase.");

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var encounter in Pairing.Of(world, moment.Tick, society.Rng))
        {
            world.Meet(encounter);
            world.Counts.Add(Counted.Pairs);
            if (encounter.Chosen) world.Counts.Add(Counted.Chosen);
            if (encounter.Goes) continue;
            world.Counts.Add(Counted.Refusals);
            world.Agents[encounter.First].Meetings++;
            world.Agents[encounter.Second].Meetings++;
            log.Event("refusal", world.NameOf(encounter.First), world.NameOf(encounter.Second), null, ("reason", encounter.Refused));
        }

        foreach (var agent in world.Agents)
        {
            if (world.EncounterOf(agent.Index) is null) log.Event("sits_out", agent.Name);
        }
    }
}
