using System.Diagnostics;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs.Planning;

/// <summary>
/// Lives through a run's first ticks with its rules, keeps nothing, and counts what a model would have been asked: the plan of a run before
/// anything starts.
/// </summary>
public sealed class RunScout : IRunWatcher
{
    private const double CharactersPerToken = 4; // of English in the vocabularies of today's models; a tokenizer would need the model
    private readonly SortedDictionary<string, Count> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(StepId Step, string Mind), int> _steps = [];
    private readonly HashSet<int> _observing;

    private RunScout(IStudy study) => _observing = [.. study.Phases.Select((p, i) => (p, i)).Where(p => p.p.Observes).Select(p => p.i)];

    private sealed class Count
    {
        public double Calls;
        public double Prompt;
        public double Own;
        public double Answer;
        public double Pages;

        public void Add(Ask ask, AnswerValue? answer, double times)
        {
            var lengths = ask.Blocks.Select(b => b.Text.Length / CharactersPerToken).ToList();
            Calls += times;
            Prompt += times * lengths.Sum();
            Own += times * lengths.Skip(ask.SharedBlocks).Sum();
            Answer += times * (answer is null ? 0 : Length(answer)) / CharactersPerToken;
        }
    }

    /// <summary>The sums over a run's ticks: the world's from the first ones, each probe's from one firing behind them.</summary>
    /// <param name="pages">Most asks of a page, by mind.</param>
    /// <param name="sample">Ticks to live through; a whole day or more, so that every phase comes up.</param>
    /// <returns>A line for each mind, also for one that is not asked, and the seconds that the sample took a decision.</returns>
    public static (IReadOnlyList<RunEstimate> Minds, double SecondsPerCall) Estimate(IStudy study, ITreatment treatment, IReadOnlyDictionary<string, int> pages, long ticks, long sample)
    {
        var scout = new RunScout(study);
        foreach (var mind in pages.Keys) scout._counts[mind] = new Count();
        var minds = pages.Select(p =>
        {
            var ledger = new Ledger(p.Key);
            return new RunMind(p.Key, new RuleMind(ledger), ledger, p.Value) { Steerable = true };
        });
        using var map = new MindMap(minds);
        using var store = new NoStore();
        var lived = Math.Min(ticks, sample);
        var start = Stopwatch.GetTimestamp();
        var loop = new TickLoop(study, treatment, map, store, new TickPlan(lived) { CheckpointEvery = long.MaxValue }, scout);
        loop.Run();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var ((_, mind), asks) in scout._steps) scout._counts[mind].Pages += Math.Ceiling(asks / (double)pages[mind]);
        foreach (var count in scout._counts.Values) Scale(count, ticks / (double)lived);
        foreach (var phase in study.Phases.Where(p => p.Observes)) scout.Fire(phase, treatment, pages, ticks, lived);
        return ([.. scout._counts.Select(c => new RunEstimate(c.Key, Whole(c.Value.Calls), Whole(c.Value.Prompt), Whole(c.Value.Own), Whole(c.Value.Answer), Whole(c.Value.Pages)))], loop.Timings.Answers == 0 ? 0 : seconds / loop.Timings.Answers);
    }

    public void Heard(StepId id, Ask ask, StoredAnswer answer)
    {
        if (_observing.Contains(id.Phase)) return; // probes are counted by their cadence
        _counts[ask.Mind].Add(ask, answer.Recorded.Answer.Value, 1);
        _steps[(id, ask.Mind)] = _steps.GetValueOrDefault((id, ask.Mind)) + 1;
    }

    private static long Whole(double sum) => (long)Math.Round(sum);

    private static void Scale(Count count, double factor)
    {
        count.Calls *= factor;
        count.Prompt *= factor;
        count.Own *= factor;
        count.Answer *= factor;
        count.Pages *= factor;
    }

    // what a probe asks in the state that the sample ended with, as often as it will come up
    private void Fire(IPhase phase, ITreatment treatment, IReadOnlyDictionary<string, int> pages, long ticks, long lived)
    {
        var firings = (ticks + phase.Every - 1) / phase.Every;
        var moment = new Moment((lived + phase.Every - 1) / phase.Every * phase.Every, 0);
        foreach (var asks in phase.Ask(moment).Select(q => treatment.Treat(q, 1, steerable: true).Ask).GroupBy(a => a.Mind))
        {
            var count = _counts[asks.Key];
            var before = count.Calls;
            foreach (var ask in asks) count.Add(ask, ask.Mode == AskMode.Sample ? new ScaleValue(1) : null, firings);
            count.Pages += firings * Math.Ceiling((count.Calls - before) / firings / pages[asks.Key]);
        }
    }

    private static double Length(AnswerValue value) => value switch
    {
        ChoiceValue choice => choice.Option.Length,
        TextValue text => text.Text.Length,
        FieldsValue fields => fields.Fields.Sum(f => f.Name.Length + 4 + Length(f.Value)) + 2,
        ScaleValue => CharactersPerToken,
        _ => 0, // scored or embedded: nothing is written
    };
}
