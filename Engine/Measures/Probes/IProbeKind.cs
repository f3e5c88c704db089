using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>What one kind of probe asks one person, and what it writes down.</summary>
internal interface IProbeKind
{
    /// <summary>The phase's name, e.g. <c>probe/likert</c>.</summary>
    string Phase { get; }

    IEnumerable<Question> Ask(string who, long tick);

    AnswerValue Rule(Ask ask, bool neutral);

    void Record(string who, long tick, ProbeAnswers answers, StepLog log);
}
