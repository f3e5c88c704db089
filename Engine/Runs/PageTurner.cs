using System.Diagnostics;
using System.Text.Json;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>Takes a phase's questions page by page through their minds, or from the store where it already holds the answers.</summary>
internal sealed class PageTurner(IStudy study, ITreatment treatment, MindMap minds, IRunStore store, TickPlan plan, RunTimings timings, IRunWatcher? watcher)
{
    private readonly SortedDictionary<string, List<Asked>> _open = new(StringComparer.Ordinal);
    private readonly PromptKeeper? _prompts = plan.KeepPrompts && !plan.RecordedOnly ? new PromptKeeper(store) : null;
    private int _page;
    private bool _recordEnded;

    private readonly record struct Asked(int Place, Ask Ask, IReadOnlyList<StoredDose> Doses);

    /// <summary>One answer for each question of the round, in their order.</summary>
    public IReadOnlyList<Answered> Answer(IPhase phase, StepId id, CancellationToken cancellation)
    {
        _page = 0;
        _open.Clear();
        var recorded = _recordEnded ? [] : store.Answers(id).ToDictionary(a => a.Key);
        var answers = new List<Answered>();
        var start = Stopwatch.GetTimestamp();
        foreach (var question in phase.Ask(new Moment(id.Tick, id.Round)))
        {
            timings.Study += Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var mind = minds[question.Ask.Mind];
            var (ask, doses) = treatment.Treat(question, study.DoseFactor(question.Ask.Key.Who), mind.Steerable);
            if (!_open.TryGetValue(mind.Name, out var page)) _open[mind.Name] = page = [];
            page.Add(new Asked(answers.Count, ask, doses));
            answers.Add(default);
            timings.Treatment += Stopwatch.GetElapsedTime(start);
            if (page.Count == mind.PageSize) Turn(phase, id, mind, page, recorded, answers, cancellation);
            start = Stopwatch.GetTimestamp();
        }

        timings.Study += Stopwatch.GetElapsedTime(start);
        foreach (var (name, page) in _open) Turn(phase, id, minds[name], page, recorded, answers, cancellation);
        // pages are committed only once every step before is: the first asking step behind the last one may hold some, no later one can
        _recordEnded |= answers.Count > 0 && (store.Last is not { } last || id > last.Id);
        return answers;
    }

    private void Turn(IPhase phase, StepId id, RunMind mind, List<Asked> page, Dictionary<AskKey, StoredAnswer> recorded, List<Answered> answers, CancellationToken cancellation)
    {
        if (page.Count == 0) return;
        cancellation.ThrowIfCancellationRequested();
        var missing = new List<Asked>();
        foreach (var asked in page)
        {
            if (!recorded.TryGetValue(asked.Ask.Key, out var known))
            {
                missing.Add(asked);
                continue;
            }

            answers[asked.Place] = Recall(asked, known);
            watcher?.Heard(id, asked.Ask, known);
        }

        if (missing.Count > 0) Ask(phase, id, mind, missing, answers, cancellation);
        timings.Answers += page.Count;
        timings.Recalled += page.Count - missing.Count;
        page.Clear();
        _page++;
        watcher?.Answered(id, phase.Name, answers.Count);
    }

    private void Ask(IPhase phase, StepId id, RunMind mind, List<Asked> page, List<Answered> answers, CancellationToken cancellation)
    {
        if (plan.RecordedOnly || mind.Mind is null) throw new RunDivergedException($"{store.Where} holds no answer to {page[0].Ask.Key} ({page.Count} of the page are missing): the record ends here. Go on with `persim resume`, or ask for an earlier tick.");
        var rules = new AskPage([.. page.Select(a => a.Ask)], phase.Rule);
        var start = Stopwatch.GetTimestamp();
        _prompts?.Keep(rules.Asks); // before any answer: one that is kept has its texts
        timings.Commit += Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var writing = TimeSpan.Zero;
        var byKey = mind.KeepsArrivals ? page.ToDictionary(a => a.Ask.Key) : null;
        Action<Answer>? arrived = byKey is null ? null : answer => writing += Keep(id, mind, [Stored(byKey[answer.Key], mind, answer)]);
        var given = mind.Mind.Answer(rules, arrived, cancellation);
        for (var i = 0; i < page.Count; i++) answers[page[i].Place] = Light(page[i].Ask, given[i]);
        timings.Minds += Stopwatch.GetElapsedTime(start) - writing;
        start = Stopwatch.GetTimestamp();
        List<StoredAnswer> stored = [.. page.Select((a, i) => Stored(a, mind, given[i]))];
        timings.Treatment += Stopwatch.GetElapsedTime(start);
        if (byKey is null) Keep(id, mind, stored);
        if (watcher is not null)
        {
            for (var i = 0; i < page.Count; i++) watcher.Heard(id, page[i].Ask, stored[i]);
        }
    }

    private TimeSpan Keep(StepId id, RunMind mind, IReadOnlyList<StoredAnswer> answers)
    {
        var start = Stopwatch.GetTimestamp();
        store.SetFact(RunSession.LedgerFact(mind.Name), JsonSerializer.Serialize(mind.Ledger.Snapshot()));
        store.CommitAnswers(id, answers);
        var took = Stopwatch.GetElapsedTime(start);
        timings.Commit += took;
        return took;
    }

    private StoredAnswer Stored(Asked asked, RunMind mind, Answer answer) => new(_page, mind.Name, RecordedAnswer.Of(asked.Ask, answer), asked.Doses);

    private static Answered Recall(Asked asked, StoredAnswer known)
    {
        var print = known.Recorded.Print;
        return print.Hash == asked.Ask.Hash() ? Light(asked.Ask, known.Recorded.Answer) : throw RecordedMismatchException.Differs(asked.Ask.Key, AskPrint.Of(asked.Ask), print);
    }

    // a page's prompts are not needed once it is answered: a round of 20,000 keeps none of them
    private static Answered Light(Ask ask, Answer answer) => new(ask with { Blocks = [] }, answer);
}
