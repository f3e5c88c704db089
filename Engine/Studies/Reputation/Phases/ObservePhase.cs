using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>
/// Now and then people update their records by what could be seen of others, but only of people they hold a record of: nothing is learnt about
/// strangers. In the sign-up scenario what is seen is everybody's decision, right after it was made.
/// </summary>
internal sealed class ObservePhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields([.. Reading.RecordFields, new Field("avoid", Reading.YesNo)]);

    public string Name => "observe";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0 || !Due(moment.Tick)) yield break;
        foreach (var who in society.World.Agents)
        {
            foreach (var part in Parts.Of(society.Config.Scenario))
            {
                foreach (var target in Targets(who.Index, part, moment.Tick))
                {
                    var question = society.Prompts.Question("seen", ("other", society.World.NameOf(target)), ("role", "a " + part.Word()), ("seen", Words(who.Index, target, part)));
                    // a target is looked at once in a role: its number tells the asks apart
                    yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, part.Word(), target), who, part, society.Prompts.About(who, target, part), question, _shape);
                }
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var (who, part) = (society.World.Find(ask.Key.Who), PartOf(ask.Key.Purpose));
        return society.Rules.See(who, ask.Key.N, part, GradeOf(who.Index, ask.Key.N, part), ask.Key.Tick, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var (who, part) = (world.Find(ask.Key.Who).Index, PartOf(ask.Key.Purpose));
            if (answer.Value.BinsOf() is { } bins) society.Change(who, part, ask.Key.N, bins, answer.Value.TextOf("note"), "seen", moment.Tick, log);
            else world.Counts.Add(Counted.Invalid);
            if (answer.Value.Says("avoid")) society.Avoid(who, ask.Key.N, "seen", log);
        }

        if (moment.Round == 0 && moment.Tick % society.Config.ObserveEvery == 0) world.Seen.Clear();
    }

    private bool Due(long tick) => society.Config.Reputation && (society.Config.Scenario == ReputationScenario.SignUp ? tick % society.Config.SignEvery == 0 : tick > 0 && tick % society.Config.ObserveEvery == 0);

    private int SeenOf(int target, Part part) => part == Part.Resident ? 1 : society.World.Seen.CountOf(target, part);

    private double GradeOf(int who, int target, Part part) => part == Part.Resident
        ? Grades.OfDecision(society.World.Agents[who].Joined == society.World.Agents[target].Joined)
        : society.World.Seen.MeanOf(target, part);

    // those of whom most was seen; among equals a turning order, so that nobody is looked at more for their number
    private IEnumerable<int> Targets(int who, Part part, long tick)
    {
        var people = society.World.Agents.Count;
        var most = society.Config.ObserveMost;
        var known = society.World.Records.Of(who, part).Select(r => r.Target).Where(t => t != who && SeenOf(t, part) > 0);
        if (most == 0) return known;
        var turn = (int)((tick + who) % people);
        return known.OrderByDescending(t => SeenOf(t, part)).ThenBy(t => (t + people - turn) % people).Take(most).Order();
    }

    private string Words(int who, int target, Part part)
    {
        var grade = GradeOf(who, target, part);
        if (part == Part.Resident) return society.World.Agents[target].Joined == true ? "takes part in the programme" : "does not take part in the programme";
        var how = grade >= 4.5 ? "very fair" : grade >= 3.5 ? "fair" : grade >= 2.5 ? "neither fair nor unfair" : grade >= 1.5 ? "unfair" : "very unfair";
        return $"{SeenOf(target, part)} times, on the whole {how} to others";
    }

    private static Part PartOf(string word)
    {
        for (var part = 0; part < Parts.Count; part++)
        {
            if (((Part)part).Word() == word) return (Part)part;
        }

        throw new ArgumentException($"There is no role '{word}'.", nameof(word));
    }
}
