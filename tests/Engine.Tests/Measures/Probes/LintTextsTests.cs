using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Native;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class LintTextsTests
{
    [Test]
    public void Every_persona_wording_scenario_and_instrument_is_compared()
    {
        var texts = LintTexts.Of(Parlours.Prompts);

        Assert.That(texts.Count(t => t.Role == LintRole.Persona), Is.EqualTo(3 * 5 * 7));
        Assert.That(texts.Count(t => t.Role == LintRole.Behaviour), Is.EqualTo(3 * 20));
        Assert.That(texts.Count(t => t.Role == LintRole.Instrument), Is.EqualTo(10 + 50 + 120));
        Assert.That(texts.Select(t => t.Text), Has.None.Contains("{{"));
    }

    [Test]
    public void A_persona_can_be_said_in_three_ways()
    {
        var said = Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(Parlours.Prompts, w).Sentence(0, 3, "Ada")).ToList();

        Assert.That(said.Distinct().Count(), Is.EqualTo(3));
        Assert.That(said, Has.All.Contains("Ada"));
        Assert.That(() => new PersonaText(Parlours.Prompts, 9), Throws.InstanceOf<InputException>().With.Message.Contains("persona/traits-9"));
    }
}
