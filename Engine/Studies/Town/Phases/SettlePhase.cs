using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>The end of a tick: votes that are over, breaches that were reported, the end of a day, the books, the measures.</summary>
internal sealed class SettlePhase(TownSetting town) : IPhase
{
    private const int Waking = 2;
    private readonly TownMeasures _measures = new(town);

    public string Name => "settle";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => [];

    public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("Nobody is asked when a tick is settled.");

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var (world, tick) = (town.World, moment.Tick);
        world.Encounters.Clear();
        foreach (var who in world.Citizens) who.Tire(Waking);
        CloseVotes(tick, log);
        SettleReports(tick, log);
        if (TownClock.EndsDay(tick)) DayEnd.Of(town, tick, log);
        world.Purses.Check(tick);
        CheckPlaces(tick);
        _measures.Write(tick, log);
        town.Governor.Advance(tick, log);
    }

    private void CloseVotes(long tick, StepLog log)
    {
        var world = town.World;
        foreach (var proposal in world.Rules.Due(tick, town.Config.VoteTicks))
        {
            var passed = proposal.Yes > proposal.No && proposal.Yes + proposal.No >= Math.Ceiling(town.Config.Quorum * world.Citizens.Count);
            var gone = passed ? world.Rules.Enact(proposal, tick, town.Config.MostRules) : null;
            foreach (var who in world.Citizens) who.VotedOn.Remove(proposal.Id);
            var text = passed ? $"Your proposal to {RuleKinds.WordOf(proposal.Kind)} is a rule now." : $"Your proposal to {RuleKinds.WordOf(proposal.Kind)} failed.";
            if (proposal.Proposer >= 0) world.Befall(world.Citizens[proposal.Proposer], tick, text, EventType.Milestone);
            log.Event("vote_closed", proposal.Proposer >= 0 ? world.NameOf(proposal.Proposer) : "", null, null, ("id", proposal.Id), ("rule", RuleKinds.WordOf(proposal.Kind)), ("yes", proposal.Yes), ("no", proposal.No), ("passed", passed), ("gone", gone is null ? null : RuleKinds.WordOf(gone.Kind)));
        }
    }

    private void SettleReports(long tick, StepLog log)
    {
        var world = town.World;
        world.Rules.Forget();
        for (var i = world.Rules.Breaches.Count - 1; i >= 0; i--)
        {
            var breach = world.Rules.Breaches[i];
            if (tick - breach.Tick > 8 * TownClock.Slots) break; // older ones are not taken up any more
            if (!breach.Settled && breach.ReportedBy >= 0 && world.Rules.IsInForce(breach.Kind)) Breaches.Sanction(world, breach, "town hall", tick, log);
        }
    }

    private void CheckPlaces(long tick)
    {
        for (var place = 0; place < town.World.Map.Count; place++)
        {
            var here = town.World.Here(place).Count;
            if (here > town.World.Map[place].Capacity) throw new InvalidOperationException($"The {town.World.Map[place].Name} holds {here} of {town.World.Map[place].Capacity} at tick {tick}.");
        }
    }
}
