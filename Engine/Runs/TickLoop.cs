using System.Diagnostics;
using System.Text;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>
/// Ticks, phases, rounds: a phase asks, minds answer, the run commits, the study applies. Synchronous, one writer. What a store already holds
/// is taken from there, so a run that was killed anywhere goes on as one that never was.
/// </summary>
public sealed class TickLoop
{
    private const int MostCheckpoints = 16; // they only save time, and one of a large town takes megabytes
    private readonly IStudy _study;
    private readonly IRunStore _store;
    private readonly PageTurner _pages;
    private readonly TickPlan _plan;
    private readonly IRunWatcher? _watcher;
    private string _eventHash = "";
    private string _probeHash = "";

    public TickLoop(IStudy study, ITreatment treatment, MindMap minds, IRunStore store, TickPlan plan, IRunWatcher? watcher = null)
    {
        (_study, _store, _plan, _watcher) = (study, store, plan, watcher);
        // a phase's number is in the event hash: a probe in front of one would change the world's history
        var probing = study.Phases.SkipWhile(p => !p.Observes).FirstOrDefault(p => !p.Observes);
        if (probing is not null) throw new ArgumentException($"The phase {probing.Name} stands behind a probe; probes come last.", nameof(study));
        _pages = new PageTurner(study, treatment, minds, store, plan, Timings, watcher);
    }

    public RunTimings Timings { get; } = new();

    /// <summary>The hash of everything that happened, up to now.</summary>
    public string EventHash => _eventHash;

    /// <summary>The hash of everything that was measured, up to now.</summary>
    public string ProbeHash => _probeHash;

    /// <summary>Complete ticks, those before this loop included.</summary>
    public long TicksDone { get; private set; }

    /// <summary>Runs to the plan's last tick, or until it is cancelled (after the current page) or a cap is reached.</summary>
    /// <returns>The last complete tick.</returns>
    public long Run(CancellationToken cancellation = default)
    {
        var tick = Recall() + 1;
        for (; tick < _plan.Ticks; tick++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var phase = 0; phase < _study.Phases.Count; phase++)
            {
                cancellation.ThrowIfCancellationRequested();
                RunPhase(tick, phase, cancellation);
            }

            KeepState(tick);
            TicksDone = tick + 1;
            Timings.Ticks++;
            _watcher?.TickDone(tick, Stopwatch.GetElapsedTime(start), Timings);
        }

        return tick - 1;
    }

    /// <summary>Brings the study to the state behind a committed tick, from the checkpoint before it and the recorded answers.</summary>
    /// <param name="through">Live through the tick itself, even where its end is known: a watcher hears what was asked.</param>
    public void RunTo(long tick, bool through = false, CancellationToken cancellation = default)
    {
        for (var t = Recall(through ? tick - 1 : tick) + 1; t <= tick; t++)
        {
            for (var phase = 0; phase < _study.Phases.Count; phase++) RunPhase(t, phase, cancellation);
        }
    }

    /// <summary>Keeps the state behind the last complete tick, so that a later resume has nothing to repeat.</summary>
    public void Checkpoint(long tick)
    {
        if (tick < 0 || _store.CheckpointAt(tick)?.Tick == tick) return;
        var start = Stopwatch.GetTimestamp();
        _store.CommitCheckpoint(State(tick));
        Thin(tick);
        Timings.Checkpoint += Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The state now, which stands behind this tick.</summary>
    public Checkpoint State(long tick)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true)) _study.Save(writer);
        return new Checkpoint(tick, _study.StateVersion, _eventHash, _probeHash, bytes.ToArray());
    }

    private void KeepState(long tick)
    {
        var due = (tick + 1) % _plan.CheckpointEvery == 0 || tick + 1 == _plan.Ticks;
        if (due && !_plan.RecordedOnly && _store.Last!.Id.Tick == tick) Checkpoint(tick);
    }

    // The longer a run, the farther apart: each doubling of its length drops every other one.
    private void Thin(long tick)
    {
        if (_plan.CheckpointEvery > tick) return;
        var every = _plan.CheckpointEvery;
        while ((tick + 1) / every > MostCheckpoints) every *= 2;
        if (every > _plan.CheckpointEvery) _store.PruneCheckpoints(every);
    }

    private long Recall(long atMost = long.MaxValue)
    {
        var known = _plan.FromTheStart ? _plan.From : atMost < 0 ? null : _store.CheckpointAt(Math.Min(atMost, _store.Last?.Id.Tick ?? long.MaxValue));
        if (known is null) return -1;
        if (known.StateVersion != _study.StateVersion) throw new RunDivergedException($"{_store.Where}: its checkpoint of tick {known.Tick} holds a state of version {known.StateVersion}, this program writes {_study.StateVersion}. Resume with the program that made the run, or replay it from its answers: persim replay.");
        using var bytes = new MemoryStream(known.State, writable: false);
        using var reader = new BinaryReader(bytes);
        _study.Load(reader);
        if (bytes.Position != bytes.Length) throw new RunDivergedException($"{_store.Where}: {bytes.Length - bytes.Position} bytes of the checkpoint of tick {known.Tick} were not read; it was written by another version.");
        (_eventHash, _probeHash) = (known.EventHash, known.ProbeHash);
        TicksDone = known.Tick + 1;
        return known.Tick;
    }

    private void RunPhase(long tick, int number, CancellationToken cancellation)
    {
        var phase = _study.Phases[number];
        for (var round = 0; ; round++)
        {
            var id = new StepId(tick, number, round);
            var answers = _pages.Answer(phase, id, cancellation);
            if (round > 0 && answers.Count == 0) return;
            var last = Apply(phase, id, answers);
            if (last) return;
        }
    }

    // true: nobody was asked, so the phase is over
    private bool Apply(IPhase phase, StepId id, IReadOnlyList<Answered> answers)
    {
        var start = Stopwatch.GetTimestamp();
        var log = new StepLog();
        phase.Apply(new Moment(id.Tick, id.Round), answers, log);
        if (phase.Observes) _probeHash = log.Chain(_probeHash, id);
        else _eventHash = log.Chain(_eventHash, id);
        Timings.Study += Stopwatch.GetElapsedTime(start);
        Keep(new CommittedStep(id, phase.Name, answers.Count, _eventHash, _probeHash), phase, log);
        return answers.Count == 0;
    }

    private void Keep(CommittedStep step, IPhase phase, StepLog log)
    {
        if (_store.Last is { } last && step.Id <= last.Id)
        {
            var known = _store.Find(step.Id);
            if (known is null || known.EventHash != step.EventHash || known.ProbeHash != step.ProbeHash) throw RunDivergedException.At(_store.Where, step, known);
            _watcher?.Recalled(step);
            return;
        }

        if (_plan.RecordedOnly) throw new RunDivergedException($"{_store.Where}: the record ends before step {step.Id} ({phase.Name}).");
        var start = Stopwatch.GetTimestamp();
        _store.CommitStep(step, log);
        Timings.Commit += Stopwatch.GetElapsedTime(start);
        _watcher?.Committed(step, log);
    }
}
