using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>A society without a store and without a loop's bookkeeping, for studies of thousands of runs; only measures are kept.</summary>
internal sealed class Quick
{
    private static readonly PromptLibrary _prompts = new(Path.Combine(Repository.Root, "prompts"));
    private readonly SortedDictionary<(string Name, string Group), (double Sum, int Count, double Last)> _measures = [];

    public Quick(ReputationConfig config, ulong seed, int people = 20, int ticks = 60)
    {
        var rng = new Rng(seed);
        Study = new ReputationStudy(config with { TiesEvery = 0 }, new StudyContext([.. Enumerable.Range(0, people).Select(GivenNames.At)], rng, _prompts, new Nobody()));
        for (var tick = 0; tick < ticks; tick++)
        {
            for (var phase = 0; phase < Study.Phases.Count; phase++) Live(Study.Phases[phase], tick);
        }
    }

    public ReputationStudy Study { get; }

    public ReputationWorld World => Study.World;

    /// <summary>Questions answered.</summary>
    public int Asked { get; private set; }

    /// <summary>A measure's mean over the steps.</summary>
    public double this[string name, string group = ""] => _measures.TryGetValue((name, group), out var m) ? m.Sum / m.Count : double.NaN;

    public double Last(string name, string group = "") => _measures.TryGetValue((name, group), out var m) ? m.Last : double.NaN;

    private void Live(IPhase phase, long tick)
    {
        for (var round = 0; ; round++)
        {
            var moment = new Moment(tick, round);
            var answers = phase.Ask(moment).Select(q => new Answered(q.Ask, new Answer(q.Ask.Key, phase.Rule(q.Ask, neutral: false), AnswerSource.Rule))).ToList();
            if (answers.Count == 0 && round > 0) return;
            var log = new StepLog();
            phase.Apply(moment, answers, log);
            Asked += answers.Count;
            foreach (var row in log.Measures)
            {
                var (sum, count, _) = _measures.GetValueOrDefault((row.Name, row.Group));
                _measures[(row.Name, row.Group)] = (sum + row.Value, count + 1, row.Value);
            }

            if (answers.Count == 0) return;
        }
    }

    private sealed class Nobody : ITempers
    {
        public Traits TraitsOf(string who, long tick) => Traits.Neutral;
    }
}
