using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Tests.Runs.Loop;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Probes;

/// <summary>Parlours with everything around them.</summary>
internal static class Parlours
{
    public static PromptLibrary Prompts { get; } = new(Path.Combine(Repository.Root, "prompts"));

    /// <summary>Every kind, often enough for a short run.</summary>
    public static ProbeConfig Often { get; } = new() { LikertEvery = 3, BehaviourEvery = 4, ObserverEvery = 5, StabilityEvery = 2, OpinionsEvery = 6, CapabilityEvery = 4 };

    public static ProbeConfig Never { get; } = new() { LikertEvery = 0, BehaviourEvery = 0, ObserverEvery = 0, StabilityEvery = 0, OpinionsEvery = 0, CapabilityEvery = 0 };

    public static (Treatment Treatment, Population People, Rng Rng) People(int count, Arm arm = Arm.Steer, ulong seed = 7)
    {
        var rng = new Rng(seed);
        var people = Population.Balanced(count, rng);
        return (new Treatment(people, new PersonaSettings(arm), new PersonaText(Prompts), rng), people, rng);
    }

    public static Parlour Parlour(ProbeConfig? probes, int count = 9, Arm arm = Arm.Steer, ulong seed = 7)
    {
        var (treatment, people, rng) = People(count, arm, seed);
        return new Parlour(people.Names, rng, treatment, Prompts, probes);
    }

    public static (TickLoop Loop, MemoryRunStore Store, Population People) Run(ProbeConfig? probes, long ticks, int count = 9, Arm arm = Arm.Steer, MemoryRunStore? store = null)
    {
        store ??= new MemoryRunStore();
        var (treatment, people, rng) = People(count, arm);
        var loop = new TickLoop(new Parlour(people.Names, rng, treatment, Prompts, probes), treatment, Loops.Rule(page: 64), store, new TickPlan(ticks) { CheckpointEvery = 4 });
        loop.Run();
        return (loop, store, people);
    }

    public static IReadOnlyList<(long Tick, ProbeRow Row)> Rows(MemoryRunStore store) => [.. store.Steps.SelectMany(s => s.Log.Probes.Select(p => (s.Step.Id.Tick, p)))];

    /// <summary>Brings a parlour to where these ticks have passed, without probes.</summary>
    public static Parlour After(long ticks, ProbeConfig probes, int count = 9)
    {
        var parlour = Parlour(probes, count);
        for (var tick = 0L; tick < ticks; tick++)
        {
            var moment = new Moment(tick, 0);
            parlour.Phases[0].Apply(moment, Answer(parlour.Phases[0], moment), new StepLog());
        }

        return parlour;
    }

    public static List<Answered> Answer(IPhase phase, Moment moment, Func<Ask, AnswerValue>? mind = null) =>
        [.. phase.Ask(moment).Select(q => new Answered(q.Ask, new Answer(q.Ask.Key, mind?.Invoke(q.Ask) ?? phase.Rule(q.Ask, neutral: false), AnswerSource.Model)))];

    public static double Correlation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (mx, my) = (x.Average(), y.Average());
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Count; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        return xy / Math.Sqrt(xx * yy);
    }
}
