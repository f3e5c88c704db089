using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>The step ends: it is measured, now and then all ties are written down, and the encounters are over. Nobody is asked.</summary>
internal sealed class ClosePhase(ReputationSetting society) : IPhase
{
    public string Name => "close";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => [];

    public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("Nobody is asked in this phase.");

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        ReputationMeasures.Write(world, moment.Tick, log);
        if (society.Config.TiesEvery > 0 && (moment.Tick + 1) % society.Config.TiesEvery == 0) Ties(log);
        world.Part();
        society.Governor.Advance(moment.Tick, log);
    }

    private void Ties(StepLog log)
    {
        var world = society.World;
        foreach (var part in Parts.Of(world.Config.Scenario))
        {
            foreach (var agent in world.Agents)
            {
                foreach (var other in world.Ties.Of(agent.Index, part)) log.Edge(new EdgeRow(part.Word(), agent.Name, world.NameOf(other), 1));
            }
        }

        foreach (var agent in world.Agents)
        {
            foreach (var other in world.Ties.BlacklistOf(agent.Index)) log.Edge(new EdgeRow("blacklist", agent.Name, world.NameOf(other), 1));
        }
    }
}
