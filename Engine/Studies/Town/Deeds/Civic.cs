using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Proposals and votes at the town hall; reporting and enforcing anywhere.</summary>
internal sealed class Civic : IDeeds
{
    private static readonly WordsNeeded _proposal = new(Shape.Fields(new Field("rule", Shape.Choice(RuleKinds.Words)), new Field("text", Shape.Text(120))), "Which rule do you propose, and how do you word it?");

    public void List(Viewpoint from, List<Deed> into)
    {
        var (world, who) = (from.World, from.Who);
        if (from.Place.Serves("hall"))
        {
            foreach (var proposal in world.Rules.Open)
            {
                if (who.VotedOn.Contains(proposal.Id)) continue;
                var what = $"the proposal to {RuleKinds.WordOf(proposal.Kind)}";
                into.Add(new Deed(this, "vote", "vote_yes", "vote for " + what, Extra: proposal.Id));
                into.Add(new Deed(this, "vote", "vote_no", "vote against " + what, Extra: proposal.Id));
                break; // one at a time: it will be there again
            }

            into.Add(new Deed(this, "propose_rule", "propose_rule", "propose a rule"));
        }

        if (Breaches.OpenTo(world, who) is { } breach)
        {
            var what = Breaches.WordsOf(world, breach);
            if (breach.ReportedBy < 0) into.Add(new Deed(this, "report", "report", "report " + what, breach.Offender, breach.Id));
            if (world.Citizens[breach.Offender].Place == who.Place) into.Add(new Deed(this, "enforce", "enforce", "make them pay for " + what, breach.Offender, breach.Id));
        }
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => deed.Action == "propose_rule" ? _proposal : null;

    public ActionOutcome Perform(Doing doing) => doing.Deed.Action switch
    {
        "vote" => Vote(doing),
        "propose_rule" => Propose(doing),
        "report" => Report(doing),
        _ => Enforce(doing),
    };

    private static ActionOutcome Vote(Doing doing)
    {
        var (world, who, id) = (doing.World, doing.Who, doing.Deed.Extra);
        if (!world.Map[who.Place].Serves("hall")) return ActionOutcome.Refused("Votes are taken at the town hall only.");
        if (who.VotedOn.Contains(id)) return ActionOutcome.Refused("You have voted on this already.");
        var yes = doing.Deed.Class == "vote_yes";
        if (world.Rules.Vote(id, yes) is not { } rule) return ActionOutcome.Refused("The vote is over.");
        who.VotedOn.Add(id);
        return new ActionOutcome(true, "", null, $"You voted {(yes ? "for" : "against")} the proposal to {RuleKinds.WordOf(rule.Kind)}.");
    }

    private static ActionOutcome Propose(Doing doing)
    {
        var (world, who) = (doing.World, doing.Who);
        if (!world.Map[who.Place].Serves("hall")) return ActionOutcome.Refused("Rules are proposed at the town hall only.");
        if (!doing.Words.TryGetValue("rule", out var words) || RuleKinds.Of(words) is not { } kind) return ActionOutcome.Refused("You did not say which rule.");
        var text = doing.Words.GetValueOrDefault("text", words);
        if (world.Rules.Propose(kind, text, who.Index, doing.Tick, out var why) is not { } rule) return ActionOutcome.Refused($"It was not taken up: {why}.");
        doing.Log.Event("proposal", who.Name, null, world.Map[who.Place].Name, ("id", rule.Id), ("rule", words), ("text", text));
        return new ActionOutcome(true, "", $"proposed a rule: {words}", $"You proposed to {words}. The vote is open.");
    }

    private static ActionOutcome Report(Doing doing)
    {
        var (world, who) = (doing.World, doing.Who);
        if (world.Rules.Find(doing.Deed.Extra) is not { Settled: false } breach) return ActionOutcome.Refused("It is settled already.");
        if (breach.ReportedBy >= 0) return ActionOutcome.Refused($"{world.NameOf(breach.ReportedBy)} has reported it already.");
        if (!world.Rules.IsInForce(breach.Kind)) return ActionOutcome.Refused("No rule in force forbids it.");
        breach.ReportedBy = who.Index;
        return new ActionOutcome(true, "", null, $"You reported {Breaches.WordsOf(world, breach)} to the town hall.");
    }

    private static ActionOutcome Enforce(Doing doing)
    {
        const double walksAway = 0.25;
        var (world, who, offender) = (doing.World, doing.Who, doing.Target);
        if (world.Rules.Find(doing.Deed.Extra) is not { Settled: false } breach) return ActionOutcome.Refused("It is settled already.");
        if (!world.Rules.IsInForce(breach.Kind)) return ActionOutcome.Refused("No rule in force forbids it.");
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{offender.Name} had left.");
        world.Ties.Touch(offender.Index, who.Index, doing.Tick, -0.1, -0.2);
        if (doing.Rng.For("town/enforce", who.Name, doing.Tick).NextDouble() < walksAway) return ActionOutcome.Refused($"{offender.Name} walked away and did not pay.");
        Breaches.Sanction(world, breach, who.Name, doing.Tick, doing.Log);
        world.Witness(who, doing.Tick, $"{who.Name} made {offender.Name} pay a fine.", EventType.Gossip, offender.Index);
        return new ActionOutcome(true, "", null, $"You made {offender.Name} pay for what happened.");
    }
}
