using NUnit.Framework;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.Personas;
using PersonaSim.Engine.Studies.Reputation.World;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>Populations from outside, good and bad.</summary>
public sealed class InputTests
{
    [TestCase("{", "is not JSON")]
    [TestCase("[1]", "this is a list")]
    [TestCase("{}", "has no personas")]
    [TestCase("""{"Ada": {"learned": "much"}}""", "Ada has no 'persona'")]
    [TestCase("""{"Ada": {"persona": "  "}}""", "Ada has no 'persona'")]
    [TestCase("""{"Ada": {"persona": "a baker", "lean": 3}}""", "between -1 and 1")]
    [TestCase("""{"Ada": "a baker", "Ada": "a smith"}""", "two personas called Ada")]
    [TestCase("""{"Ada": {"persona": "a baker", "learned": 4}}""", "'learned' of Ada")]
    [TestCase("""{"Ada": 7}""", "Ada is a number")]
    [TestCase("""{"investment": {"Ada": "a baker"}}""", "none for pd_game")]
    [TestCase("""{"Ada": "a baker"}""", "has 1 personas, and the run has 4 people")]
    public void A_population_that_cannot_be_used_is_named(string json, string says)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "people.json");
        File.WriteAllText(path, json);
        var config = new ReputationConfig { Scenario = ReputationScenario.PdGame, Personas = path };

        Assert.That(() => new Society(config, people: 4), Throws.InstanceOf<InputException>().With.Message.Contains(says));
    }

    [Test]
    public void Personas_go_by_name_or_in_their_order_and_by_scenario()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "people.json");
        File.WriteAllText(path, """{"pd": {"Ada": "a baker", "Bela": {"persona": "a smith", "lean": 0.5, "learned": {"player": "keep faith"}}}, "i": {"Cem": "a clerk"}}""");

        var read = PersonaFile.Read(path, ReputationScenario.PdGame);
        var byName = PersonaSources.For(new ReputationConfig { Scenario = ReputationScenario.PdGame, Personas = path }, ["Bela", "Ada"]);
        var inOrder = PersonaSources.For(new ReputationConfig { Scenario = ReputationScenario.PdGame, Personas = path }, ["Zoe", "Yara"]);

        Assert.That(read.Select(p => p.Name), Is.EqualTo(new[] { "Ada", "Bela" }));
        Assert.That(byName.Select(p => p.Text), Is.EqualTo(new[] { "a smith", "a baker" }));
        Assert.That(inOrder.Select(p => p.Text), Is.EqualTo(new[] { "a baker", "a smith" }));
        Assert.That(byName[0].LearnedAs(Part.Player), Is.EqualTo("keep faith"));
        Assert.That(PersonaFile.Read(path, ReputationScenario.Investment).Single().Name, Is.EqualTo("Cem"));
    }

    [Test]
    public void A_published_seed_folder_is_read()
    {
        using var folder = new TempFolder();
        var step = Path.Combine(folder.Path, "step_0");
        Seed(step, "Ada One", """{"name": "Ada One", "innate": null, "learned": {"investor": "be careful", "trustee": "be fair"}}""");
        Seed(step, "Bela Two", """{"name": "Bela Two", "learned": "be kind"}""");
        Directory.CreateDirectory(Path.Combine(step, "reverie"));
        File.WriteAllText(Path.Combine(step, "reverie", "meta.json"), """{"persona_names": ["Bela Two", "Ada One"], "step": 0}""");

        var read = SeedFolder.Read(folder.Path);

        Assert.That(read.Select(p => p.Name), Is.EqualTo(new[] { "Bela Two", "Ada One" }));
        Assert.That((read[0].LearnedAs(Part.Trustee), read[1].LearnedAs(Part.Trustee)), Is.EqualTo(("be kind", "be fair")));
        Assert.That(() => SeedFolder.Read(Path.Combine(folder.Path, "step_0", "reverie")), Throws.InstanceOf<InputException>().With.Message.Contains("no folder 'personas'"));
    }

    [Test]
    public void Too_few_people_and_planted_shares_that_do_not_fit_are_refused()
    {
        Assert.That(() => new Society(people: 1), Throws.InstanceOf<InputException>().With.Message.Contains("two people at least"));
        Assert.That(() => new Society(new ReputationConfig { Planted = new PlantedConfig { Exploiters = 0.6, Grim = 0.6 } }), Throws.InstanceOf<InputException>().With.Message.Contains("more than 1"));
        Assert.That(() => new Society(new ReputationConfig { Planted = new PlantedConfig { First = [.. Enumerable.Repeat(Behaviour.Grim, 30)] } }), Throws.InstanceOf<InputException>().With.Message.Contains("30 behaviours"));
    }

    [Test]
    public void The_built_in_personas_are_twenty_and_half_and_half()
    {
        Assert.That(BuiltInPersonas.Count, Is.EqualTo(20));
        foreach (var scenario in Enum.GetValues<ReputationScenario>())
        {
            var all = Enumerable.Range(0, 20).Select(i => BuiltInPersonas.At(i, scenario)).ToList();
            Assert.That(all.Select(p => p.Text), Is.Unique);
            Assert.That(all.Sum(p => p.Lean), Is.Zero);
        }
    }

    [TestCase("i", "investment")]
    [TestCase("invest", "investment")]
    [TestCase("S", "sign_up")]
    [TestCase("signup", "sign_up")]
    [TestCase("sign", "sign_up")]
    [TestCase("pd", "pd_game")]
    [TestCase("pdgame", "pd_game")]
    [TestCase("p", "pd_game")]
    public void Scenarios_have_their_published_names(string name, string scenario)
    {
        Assert.That(ScenarioNames.Of(ScenarioNames.Find(name)!.Value), Is.EqualTo(scenario));
    }

    private static void Seed(string step, string name, string scratch)
    {
        var memory = Path.Combine(step, "personas", name, "memory");
        Directory.CreateDirectory(memory);
        File.WriteAllText(Path.Combine(memory, "scratch.json"), scratch);
    }
}
