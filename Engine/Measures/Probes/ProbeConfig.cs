using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>Which probes a run has and how often; every cadence also fires at tick 0.</summary>
public sealed record ProbeConfig
{
    [Doc("Ticks between two questionnaires; 0: never.")]
    public int LikertEvery { get; init; } = 50;

    [Doc("The questionnaire, a file of prompts/instruments; the stability probe takes its items from it too.")]
    public string LikertInstrument { get; init; } = "ipip-50";

    [Doc("Items asked of each trait, half of them plus-keyed, the first of the instrument; 0: all.")]
    public int ItemsPerTrait { get; init; } = 4;

    [Doc("How a person is asked: with the arm's doses, without them, or both.")]
    public IReadOnlyList<ProbeCondition> Conditions { get; init; } = [ProbeCondition.Dosed, ProbeCondition.Undosed];

    [Doc("Ticks between two rounds of behaviour scenarios; 0: never.")]
    public int BehaviourEvery { get; init; } = 50;

    [Doc("Ticks between two judgements by an observer; 0: never.")]
    public int ObserverEvery { get; init; } = 100;

    [Doc("How many of somebody's last lines the observer reads at most.")]
    public int ObserverLines { get; init; } = 12;

    [Doc("The mind that observes, without any personality.")]
    public string ObserverMind { get; init; } = "agents";

    [Doc("Ticks between two stability probes, which ask the same few items each time; 0: never.")]
    public int StabilityEvery { get; init; } = 25;

    [Doc("Ticks between two questions about the study's topics, where it has some; 0: never.")]
    public int OpinionsEvery { get; init; } = 50;

    [Doc("Ticks between two rounds of small tasks with one right answer (prompts/capability), which show what an arm costs in ability (a rule's answers are not counted); 0: never.")]
    public int CapabilityEvery { get; init; } = 100;

    [Doc("Draw one answer instead of reading the probability of each: less exact, and the only way with a remote mind, which gives no probabilities.")]
    public bool Sampled { get; init; }

    [Doc("How many people are probed at a time, in turns (for stability the same ones each time); 0: all.")]
    public int People { get; init; }

    /// <exception cref="InputException">A value that no probe can work with, by its key.</exception>
    public void Check()
    {
        foreach (var (key, value) in new[] { ("likert_every", LikertEvery), ("items_per_trait", ItemsPerTrait), ("behaviour_every", BehaviourEvery), ("observer_every", ObserverEvery), ("stability_every", StabilityEvery), ("opinions_every", OpinionsEvery), ("capability_every", CapabilityEvery), ("people", People) })
        {
            if (value < 0) throw new InputException($"probes.{key} is {value}; expected 0 or more.");
        }

        if (ItemsPerTrait == 1) throw new InputException("probes.items_per_trait is 1; expected 0 (all), or 2 and more: a trait is measured by items of both keys, so that somebody who agrees with everything gets no score for it.");
        if (ObserverLines < Kinds.ObserverProbe.FewestLines) throw new InputException($"probes.observer_lines is {ObserverLines}; expected {Kinds.ObserverProbe.FewestLines} or more: fewer are not judged.");
        if (ObserverMind.Length == 0) throw new InputException("probes.observer_mind is empty; expected the name of a mind of the run, e.g. agents.");
        if (Conditions.Count == 0 || Conditions.Distinct().Count() != Conditions.Count) throw new InputException("probes.conditions is empty or names one twice; expected dosed, undosed or both.");
    }
}
