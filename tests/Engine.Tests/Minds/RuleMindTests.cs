using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds;

public sealed class RuleMindTests
{
    [Test]
    public void Answers_with_the_rule_of_the_persona_in_the_asks_order()
    {
        using var mind = new RuleMind();
        var heard = new List<Answer>();

        var answers = mind.Answer(Asks.Page(Asks.Scale(0), Asks.With(Shape.Choice("a", "b"), 1)), heard.Add);

        Assert.That(answers.Select(a => a.Value), Is.EqualTo(new AnswerValue[] { new ScaleValue(Asks.PersonaPoint), new ChoiceValue(0, "a") }));
        Assert.That(answers.Select(a => (a.Key.N, a.Source)), Is.EqualTo(new[] { (0, AnswerSource.Rule), (1, AnswerSource.Rule) }));
        Assert.That(heard, Is.EqualTo(answers));
        Assert.That((mind.Description.Kind, mind.Description.Reproducible), Is.EqualTo(("rule", true)));
    }

    [Test]
    public void Stops_when_cancelled_and_before_a_call_that_a_cap_forbids()
    {
        using var mind = new RuleMind(new Ledger("agents", new LedgerCaps(Calls: 2)));
        var heard = new List<Answer>();

        Assert.That(() => mind.Answer(Asks.Scales(3), heard.Add), Throws.TypeOf<CapReachedException>());
        Assert.That(heard, Has.Count.EqualTo(2), "what was answered before the cap is whole");
        Assert.That(() => mind.Answer(Asks.Scales(1), null, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }
}
