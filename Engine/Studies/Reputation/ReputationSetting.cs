using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.Rules;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>What all phases work with, and the changes that more than one of them makes.</summary>
internal sealed record ReputationSetting(ReputationWorld World, Rng Rng, ReputationPrompts Prompts, ReputationRules Rules, IGovernor Governor)
{
    public ReputationConfig Config => World.Config;

    /// <summary>A question: what all share, who is asked, whom it is about, and what is wanted.</summary>
    public Question Ask(AskKey key, Agent who, Part part, Block? about, Block question, Shape shape)
    {
        var shared = Prompts.Shared;
        Block[] blocks = about is null ? [.. shared, Prompts.You(who, part), question] : [.. shared, Prompts.You(who, part), about, question];
        return new Question(new Ask(key, blocks, shape) { SharedBlocks = shared.Count });
    }

    /// <summary>Somebody's record of another changes; the row holds what it was before, so the rows are the whole archive.</summary>
    public void Change(int holder, Part part, int target, Bins bins, string note, string reason, long tick, StepLog log)
    {
        var old = World.Records.Set(holder, part, new ReputationRecord(target, bins, note, reason, tick));
        log.Event("reputation", World.NameOf(holder), World.NameOf(target), null, ("role", part.Word()), ("reason", reason), ("before", old?.Bins.ToString()), ("after", bins.ToString()), ("score", bins.Score), ("note", note));
    }

    public void Tie(int from, Part part, int to, string reason, StepLog log)
    {
        if (!World.Ties.Make(from, part, to)) return;
        World.Counts.Add(Counted.TiesMade);
        log.Event("tie", World.NameOf(from), World.NameOf(to), null, ("role", part.Word()), ("change", "made"), ("reason", reason));
    }

    public void Avoid(int from, int to, string reason, StepLog log)
    {
        if (World.Ties.Blacklists(from, to)) return;
        var cut = World.Ties.Avoid(from, to);
        World.Counts.Add(Counted.TiesCut, cut);
        log.Event("tie", World.NameOf(from), World.NameOf(to), null, ("change", "cut"), ("ties", cut), ("reason", reason));
    }

    /// <summary>A meeting came to its end: both remember how they were treated, and it can be seen from afar.</summary>
    public void Done(Encounter encounter, long tick)
    {
        for (var side = 0; side < 2; side++)
        {
            var (agent, grade, part) = (World.Agents[encounter[side]], encounter.Grades[side], encounter.PartOf(side));
            agent.Meetings++;
            agent.Successes++;
            agent.Games++;
            agent.Remember(part, new Past(tick, encounter[1 - side], encounter.Grades[1 - side], Accounts.Of(World, encounter, side)));
            World.Seen.See(agent.Index, part, grade);
            if (part is Part.Resident or Part.Investor) continue; // a resident's deed is the decision, and an investor cannot exploit
            agent.Deeds++;
            if (Grades.IsGood(grade)) agent.GoodDeeds++;
            World.Counts.Add(Grades.IsGood(grade) ? Counted.GoodChoices : Counted.BadChoices);
        }
    }

    /// <summary>A line as the governor lets it through; who is held back says nothing that can be heard, and the talk goes on.</summary>
    public string Spoken(string who, string text, long tick, StepLog log) => Governor.Review(who, text, tick, log) is { Length: > 0 } passed ? passed : "...";

    /// <summary>Puts a story on its way to one listener among the teller's ties, if there is one whom it may be told.</summary>
    public void Tell(int story, int depth, int source, int teller, int target, Part part, int heard, long tick)
    {
        var draws = Rng.For("reputation/listener/" + (depth == 1 ? "first" : "again"), World.NameOf(teller), (tick * 4096) + World.Tales.Count);
        if (Config.PlaceboGossip && depth == 1) target = AnyBut(teller, ref draws);
        var listener = Listener(teller, source, target, part, ref draws);
        if (listener < 0 || target == listener) return;
        World.Tales.Add(new Tale(story, depth, source, teller, listener, target, part) { Heard = heard });
        World.Counts.Add(depth == 1 ? Counted.GossipStories : Counted.GossipRetold);
    }

    private int AnyBut(int who, ref Native.Randomness.CounterRng draws)
    {
        var other = draws.NextInt(World.Agents.Count - 1);
        return other >= who ? other + 1 : other;
    }

    // among all of one's ties but the target and whoever told it; with records, the better known the likelier: odds of 1 + score, never quite 0
    private int Listener(int teller, int source, int target, Part part, ref Native.Randomness.CounterRng draws)
    {
        const double least = 0.05;
        var (pick, sum) = (-1, 0.0);
        foreach (var tied in Parts.Of(Config.Scenario))
        {
            foreach (var other in World.Ties.Of(teller, tied))
            {
                if (other == target || other == source) continue;
                var odds = Config.Reputation ? 1 + World.Records.ScoreOf(other, tied) + least : 1;
                sum += odds;
                if (draws.NextDouble() * sum < odds) pick = other;
            }
        }

        return pick;
    }
}
