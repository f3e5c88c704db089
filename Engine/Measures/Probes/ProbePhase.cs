using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>A kind of probe at its cadence: asks its people, writes rows, keeps nothing.</summary>
internal sealed class ProbePhase(IProbeKind kind, int every, ProbeTurns turns) : IPhase
{
    public string Name => kind.Phase;

    public bool Observes => true;

    public long Every => every;

    public IEnumerable<Question> Ask(Moment moment) => moment.Round == 0 && IsDue(moment) ? turns.At(moment.Tick / every).SelectMany(who => kind.Ask(who, moment.Tick)) : [];

    public AnswerValue Rule(Ask ask, bool neutral) => kind.Rule(ask, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        if (moment.Round > 0 || !IsDue(moment)) return;
        var known = new ProbeAnswers(answers);
        foreach (var who in turns.At(moment.Tick / every)) kind.Record(who, moment.Tick, known, log);
    }

    private bool IsDue(Moment moment) => moment.Tick % every == 0;
}
