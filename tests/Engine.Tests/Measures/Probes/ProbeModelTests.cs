using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Runs;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;
using Answered = PersonaSim.Engine.Runs.Answered;

namespace PersonaSim.Engine.Tests.Measures.Probes;

/// <summary>The shipped texts through a real decoder, with random weights: that it works, not what it says.</summary>
public sealed class ProbeModelTests
{
    private const long Tick = 60;

    [Test]
    public void Every_kind_is_answered_by_a_model_and_a_dose_changes_what_it_answers()
    {
        using var model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        using var mind = new LlamaMind(model, new LlamaMindOptions { Parallel = 8, Prefixes = 4, Cells = 4096, BatchTokens = 128, FlashAttention = FlashAttention.Off, Threads = 1, Steering = Table(model), SteeringMode = SteeringMode.Patch });
        var (treatment, _, _) = Parlours.People(2);
        var parlour = Parlours.After(6, Parlours.Often with { ItemsPerTrait = 2, People = 1 }, count: 2);

        foreach (var phase in parlour.Phases.Skip(1))
        {
            var asks = phase.Ask(new Moment(Tick, 0)).Select(q => treatment.Treat(q, 1, steerable: true).Ask).ToList();
            var answers = mind.Answer(new AskPage(asks, phase.Rule));
            var log = new StepLog();
            phase.Apply(new Moment(Tick, 0), [.. asks.Zip(answers, (ask, answer) => new Answered(ask, answer))], log);

            Assert.That(answers.Select(a => (a.Source, a.Refusal)), Has.All.EqualTo((AnswerSource.Model, (string?)null)), phase.Name);
            Assert.That(answers.Select(a => ((ScoresValue)a.Value).Mass), Has.All.InRange(0, 1));
            Assert.That(log.Probes, Is.Not.Empty);
            if (phase.Name == "probe/behaviour") Assert.That(log.Probes.Select(r => r.Value), Has.All.InRange(0, 1));
            foreach (var pair in log.Probes.GroupBy(r => r.Item).Where(g => g.Count() == 2)) Assert.That(pair.First().Data, Is.Not.EqualTo(pair.Last().Data), $"{phase.Name} {pair.Key}: dosed and undosed");
        }
    }

    [Test]
    public void Without_its_dose_somebody_is_asked_what_a_run_without_personalities_asks()
    {
        var parlour = Parlours.After(6, Parlours.Often);
        var (steer, none) = (Parlours.People(9).Treatment, Parlours.People(9, Arm.None).Treatment);
        var questions = parlour.Phases.Skip(1).SelectMany(p => p.Ask(new Moment(Tick, 0))).ToList();

        foreach (var question in questions)
        {
            var (under, without) = (steer.Treat(question, 1, steerable: true).Ask, none.Treat(question, 1, steerable: true).Ask);
            Assert.That(under.Hash() == without.Hash(), Is.EqualTo(question.Personality != Personality.Own), question.Ask.Key.ToString());
        }

        Assert.That(questions.Select(q => q.Personality).Distinct().Count(), Is.EqualTo(3));
    }

    private static SteeringTable Table(LlamaModel model)
    {
        var table = new SteeringTable(model.Width, model.Layers);
        foreach (var trait in Traits.Letters)
        {
            var draws = new CounterRng(trait);
            table.Add(trait.ToString(), Enumerable.Range(1, model.Layers - 2).ToDictionary(l => l, _ => Enumerable.Range(0, model.Width).Select(_ => (float)draws.NextNormal() * 0.3f).ToArray()));
        }

        return table;
    }
}
