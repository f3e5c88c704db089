using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

public sealed class RunConfigTests
{
    private static readonly ConfigSchema _schema = ConfigSchema.Of(typeof(RunConfig), new Dictionary<string, Type> { ["town"] = typeof(SampleTown) });

    [Test]
    public void The_example_of_the_design_is_read()
    {
        var run = _schema.Bind(ConfigFile.Parse("""
            study: town
            seed: 7
            population: 32
            ticks: 200
            minds:   { agents: { kind: llama, model: models/persim-nano.gguf, parallel: 32, temperature: 0.7, top_p: 0.9, max_tokens: 48, flash: off, caps: { calls: 1000 } } }
            persona: { arm: steer, mean: 0, sd: 1, correlations: none, within: usable, scope: suffix, schedule: [{ from: 10, on: false }] }
            town:    { environment: research, difficulty: 3 }
            """, "town.yaml")).As<RunConfig>();

        Assert.That((run.Minds["agents"].Kind, run.Minds["agents"].MaxTokens, run.Minds["agents"].Flash, run.Minds["agents"].Caps.Calls), Is.EqualTo((MindKind.Llama, 48, FlashChoice.Off, 1000L)));
        Assert.That((run.Persona.Arm, run.Persona.Schedule[0]), Is.EqualTo((Arm.Steer, new PersonaSwitch { From = 10, On = false })));
    }

    [Test]
    public void A_file_with_a_study_and_nothing_else_is_a_run_of_defaults()
    {
        var run = _schema.Bind(ConfigFile.Parse("study: town", "town.yaml"));

        Assert.That((run.As<RunConfig>().Population, run.As<RunConfig>().Output.Root, run.As<RunConfig>().Minds), Is.EqualTo((32, "runs", run.As<RunConfig>().Minds)));
        Assert.That(_schema.Bind(ConfigFile.Parse(ConfigText.Canonical(run), "config.yaml")).As<RunConfig>(), Is.EqualTo(run.As<RunConfig>()));
    }

    [Test]
    public void A_mind_must_say_what_it_is_and_prices_what_they_are()
    {
        var fault = Assert.Throws<InputException>(() => _schema.Bind(ConfigFile.Parse("study: town\nminds: { agents: { prices: { input: 1 } } }", "town.yaml")))!;

        Assert.That(fault.Message, Does.StartWith("2 mistakes").And.Contain("town.yaml:2:18: minds.agents.kind: is missing").And.Contain("town.yaml:2:28: minds.agents.prices.output: is missing"));
    }

    [Test]
    public void Every_sentence_is_one()
    {
        foreach (var key in _schema.Keys.Where(k => !k.Path.StartsWith("town", StringComparison.Ordinal)))
        {
            Assert.That(key.Sentence, Does.EndWith(".").And.Not.Contain(". "), key.Path);
            Assert.That(char.IsUpper(key.Sentence[0]) || key.Sentence.StartsWith("llama:", StringComparison.Ordinal) || key.Sentence.StartsWith("remote:", StringComparison.Ordinal), key.Path);
        }
    }
}
