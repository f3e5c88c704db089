using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Society;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>The numbers of a step.</summary>
internal static class ReputationMeasures
{
    public static void Write(ReputationWorld world, long tick, StepLog log)
    {
        var counts = world.Counts;
        void Say(string name, double value, string group = "") => log.Measure(new MeasureRow(name, group, value));

        var rate = Rate(world);
        if (!double.IsNaN(rate)) counts.Note(tick, rate);
        switch (world.Config.Scenario)
        {
            case ReputationScenario.Investment:
                Say("investment_success", counts.Rate(Counted.Successes, Counted.Pairs));
                Say("kept_promises", counts.Rate(Counted.GoodChoices, Counted.Successes));
                break;
            case ReputationScenario.SignUp:
                if (counts[Counted.Decisions] > 0) Say("sign_up", counts.Rate(Counted.Joined, Counted.Decisions));
                Say("chats", counts.Rate(Counted.Successes, Counted.Pairs));
                break;
            default:
                Say("cooperation", rate);
                Say("mutual_cooperation", counts.Rate(Counted.Successes, Counted.Pairs));
                break;
        }

        Say("refusals", counts.Rate(Counted.Refusals, Counted.Pairs));
        Say("chosen_partners", counts.Rate(Counted.Chosen, Counted.Pairs));
        Say("invalid_answers", counts[Counted.Invalid]);
        long[] resources = [.. world.Agents.Select(a => a.Resources)];
        Say("resources", resources.Average() / Payoffs.Unit);
        Say("resources_gini", Gini.Of(resources));
        Say("slope", counts.Slope);
        Say("collapsed_at", counts.CollapsedAt);
        Gossip(world, Say);
        Network(world, Say);
        Behaviours(world, Say);
    }

    /// <summary>What the study is about, 0 to 1: deals that came about, joiners, or acts of cooperation; not a number in a step without any.</summary>
    public static double Rate(ReputationWorld world) => world.Config.Scenario switch
    {
        ReputationScenario.Investment => world.Counts[Counted.Pairs] == 0 ? double.NaN : world.Counts.Rate(Counted.Successes, Counted.Pairs),
        ReputationScenario.SignUp => world.Counts[Counted.Decisions] == 0 ? double.NaN : world.Counts.Rate(Counted.Joined, Counted.Decisions),
        _ => world.Counts[Counted.Choices] == 0 ? 0 : world.Counts.Rate(Counted.GoodChoices, Counted.Choices), // nobody plays: nobody cooperates
    };

    private static void Gossip(ReputationWorld world, Action<string, double, string> say)
    {
        if (!world.Config.Gossip) return;
        var counts = world.Counts;
        var told = counts[Counted.GossipGood] + counts[Counted.GossipBad] + counts[Counted.GossipNeutral];
        say("gossip", told, "");
        say("gossip_share", told == 0 ? 0 : counts[Counted.GossipGood] / (double)told, "positive");
        say("gossip_share", told == 0 ? 0 : counts[Counted.GossipBad] / (double)told, "negative");
        say("gossip_doubted", told == 0 ? 0 : counts[Counted.GossipDoubted] / (double)told, "");
        foreach (var (group, positive) in new[] { ("positive", true), ("negative", false) })
        {
            var (stories, heard) = (0, 0);
            foreach (var tale in world.Tales)
            {
                if (positive ? tale.Verdict <= Grades.Neutral : tale.Verdict >= Grades.Neutral) continue;
                heard++;
                if (tale.Depth == 1) stories++;
            }

            say("gossip_reach", stories == 0 ? 0 : heard / (double)stories, group);
        }
    }

    private static void Network(ReputationWorld world, Action<string, double, string> say)
    {
        var people = world.Agents.Count;
        foreach (var part in Parts.Of(world.Config.Scenario))
        {
            long ties = 0;
            var clusters = new Clusters(people);
            for (var i = 0; i < people; i++)
            {
                ties += world.Ties.Of(i, part).Count;
                foreach (var other in world.Ties.Of(i, part))
                {
                    // an investor's tie is to a trustee and the other way round, so a tie of either kind joins people there
                    if (other > i ? part is Part.Investor or Part.Trustee || world.Ties.Has(other, part, i) : part is Part.Investor or Part.Trustee) clusters.Join(i, other);
                }

                if (world.Config.Compat.UnfilteredGraph) ties += world.Ties.BlacklistOf(i).Count;
            }

            say("ties", ties / (double)people, part.Word());
            say("clusters", clusters.Count, part.Word());
            say("largest_cluster", clusters.Largest / (double)people, part.Word());
        }

        say("ties_made", world.Counts[Counted.TiesMade], "");
        say("ties_cut", world.Counts[Counted.TiesCut], "");
        say("blacklisted", world.Agents.Sum(a => world.Ties.BlacklistOf(a.Index).Count) / (double)people, "");
    }

    // exploiters are those who were seen to exploit, planted or not
    private static void Behaviours(ReputationWorld world, Action<string, double, string> say)
    {
        var part = Parts.Of(world.Config.Scenario)[^1];
        foreach (var (group, exploits) in new[] { ("exploiters", true), ("others", false) })
        {
            var (count, score, ties, games, resources) = (0, 0.0, 0.0, 0.0, 0.0);
            foreach (var agent in world.Agents)
            {
                if (agent.Exploits != exploits) continue;
                count++;
                score += world.Records.ScoreOf(agent.Index, part);
                ties += world.Ties.Inward(agent.Index, part);
                games += agent.Games;
                resources += agent.Resources;
            }

            say("people", count, group);
            if (count == 0) continue;
            say("score", score / count, group);
            say("ties_to", ties / count, group);
            say("games", games / count, group);
            say("mean_resources", resources / count / Payoffs.Unit, group);
        }
    }
}
