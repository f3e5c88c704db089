using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs;

/// <summary>
/// A part of a tick in which everybody acts at the same time. It repeats in rounds while somebody asks: the n-th turn of every conversation in
/// town is one round. What must happen one after the other is two phases.
/// </summary>
public interface IPhase
{
    string Name { get; }

    /// <summary>A probe: it may look at the world and write what it measured, and nothing in the world may depend on it.</summary>
    bool Observes { get; }

    /// <summary>It asks only in ticks that this number divides.</summary>
    long Every => 1;

    /// <summary>Who is asked what, in an order that depends on the state alone; nobody ends the phase. Must not change anything.</summary>
    IEnumerable<Question> Ask(Moment moment);

    /// <summary>
    /// The study's own answer: the offline mind, and what answers when a model's answer is refused. A function of the state, the ask and the
    /// seed; <paramref name="neutral"/> answers for somebody without a personality.
    /// </summary>
    AnswerValue Rule(Ask ask, bool neutral);

    /// <summary>Lets the answers act, in the order of the questions. Round 0 is applied even when nobody was asked.</summary>
    void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log);
}
