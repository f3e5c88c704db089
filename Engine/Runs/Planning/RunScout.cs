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

    private sealed class Count
    {
        public long Calls;
        public double Prompt;
        public double Own;
        public double Answer;
    }

    /// <summary>The sums over the run's ticks, from its first ones.</summary>
    /// <param name="sample">Ticks to live through; a whole day or more, so that every phase comes up.</param>
    public static IReadOnlyList<RunEstimate> Estimate(IStudy study, ITreatment treatment, IReadOnlyDictionary<string, int> pages, long ticks, long sample)
    {
        var scout = new RunScout();
        var minds = pages.Select(p =>
        {
            var ledger = new Ledger(p.Key);
            return new RunMind(p.Key, new RuleMind(ledger), ledger, p.Value) { Steerable = true };
        });
        using var map = new MindMap(minds);
        using var store = new NoStore();
        var lived = Math.Min(ticks, sample);
        new TickLoop(study, treatment, map, store, new TickPlan(lived) { CheckpointEvery = long.MaxValue }, scout).Run();
        var factor = ticks / (double)lived;
        return [.. scout._counts.Select(c => new RunEstimate(c.Key, Scaled(c.Value.Calls), Scaled(c.Value.Prompt), Scaled(c.Value.Own), Scaled(c.Value.Answer), (int)Math.Ceiling(factor * c.Value.Calls / pages[c.Key])))];

        long Scaled(double sum) => (long)Math.Round(sum * factor);
    }

    public void Heard(StepId id, Ask ask, StoredAnswer answer)
    {
        if (!_counts.TryGetValue(ask.Mind, out var count)) _counts[ask.Mind] = count = new Count();
        var lengths = ask.Blocks.Select(b => b.Text.Length / CharactersPerToken).ToList();
        count.Calls++;
        count.Prompt += lengths.Sum();
        count.Own += lengths.Skip(ask.SharedBlocks).Sum();
        count.Answer += Length(answer.Recorded.Answer.Value) / CharactersPerToken;
    }

    public void Answered(StepId id, string phase, int answered)
    {
    }

    public void Committed(CommittedStep step, StepLog log)
    {
    }

    public void Recalled(CommittedStep step)
    {
    }

    public void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
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
