using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Kinds;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>The probes of a run as phases of its study.</summary>
public static class ProbePhases
{
    /// <summary>
    /// A phase for each kind of probe that the configuration wants. They belong behind all other phases: a phase's number is a part of the
    /// event hash, so that a probe in front of one would change it.
    /// </summary>
    /// <param name="topics">What opinions are asked about; null: the study has no topics.</param>
    public static IReadOnlyList<IPhase> Of(ProbeConfig config, IProbeSubject subject, IReadOnlyList<string> people, PromptLibrary prompts, Rng rng, ITempers tempers, IOpinionTopics? topics = null)
    {
        config.Check();
        var turns = new ProbeTurns(people, config.People, rng);
        var rule = new TraitRule(tempers);
        var questions = new ProbeQuestions(subject, config.Conditions, config.Sampled);
        var phases = new List<IPhase>();
        if (config.LikertEvery > 0 || config.StabilityEvery > 0)
        {
            var instrument = Instrument.Load(prompts, config.LikertInstrument);
            var text = prompts["probes/item"];
            if (config.LikertEvery > 0) phases.Add(new ProbePhase(new ItemProbe("likert", instrument.Name, instrument.First(config.ItemsPerTrait), text, questions, rule), config.LikertEvery, turns));
            if (config.StabilityEvery > 0) phases.Add(new ProbePhase(new ItemProbe("stability", "stability", instrument.First(2), text, questions.Dosed(), rule), config.StabilityEvery, turns.Panel()));
        }

        if (config.BehaviourEvery > 0) phases.Add(new ProbePhase(new ScenarioProbe(Scenario.Load(prompts), prompts["probes/scenario"], questions, rule), config.BehaviourEvery, turns));
        if (config.OpinionsEvery > 0 && topics is { Topics.Count: > 0 }) phases.Add(new ProbePhase(ItemProbe.OfOpinions(topics, prompts["probes/opinion"], questions, rule), config.OpinionsEvery, turns));
        if (config.ObserverEvery > 0) phases.Add(new ProbePhase(new ObserverProbe(ObserverItem.Load(prompts), new ObserverTexts(prompts), config.ObserverLines, config.ObserverMind, people, subject, config.Sampled, new ObserverRule(prompts)), config.ObserverEvery, turns));
        if (config.CapabilityEvery > 0) phases.Add(new ProbePhase(new CapabilityProbe(CapabilityTask.All(prompts), questions, people, config.CapabilityEvery), config.CapabilityEvery, turns));
        return phases;
    }
}
