using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>Doses as asks carry them: their scopes, and the way that patches nothing.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class SteeredAskTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void Each_scope_answers_differently_and_only_one_shares_no_prefix()
    {
        using var mind = Mind();
        var ask = Asks(1, Shape.Scale(1, 5))[0] with { Mode = AskMode.Score };
        Answer With(DoseScope scope, float dose) => mind.Answer(Page([ask with { Scope = scope, Doses = [new DirectionDose("E", dose)] }]))[0];
        static IReadOnlyList<double> Of(Answer answer) => ((ScoresValue)answer.Value).Probabilities;

        var all = With(DoseScope.All, 2);
        var suffix = With(DoseScope.Suffix, 2);
        var generated = With(DoseScope.Generated, 2);
        var none = With(DoseScope.Suffix, 0);

        Assert.That(new[] { Of(all), Of(suffix), Of(generated), Of(none) }.Select(p => string.Join(' ', p)), Is.Unique);
        Assert.That(all.Usage.ComputedTokens, Is.EqualTo(all.Usage.PromptTokens), "a steered world belongs to one persona");
        Assert.That(suffix.Usage.ComputedTokens, Is.EqualTo(generated.Usage.ComputedTokens).And.LessThan(suffix.Usage.PromptTokens));
    }

    [Test]
    public void Scopes_of_one_page_do_not_disturb_each_other()
    {
        using var mind = Mind(model: Exact);
        Ask Of(int i) => Asks(12, Shape.Scale(1, 5))[i] with { Mode = AskMode.Score, Scope = (DoseScope)(i % 3), Doses = [new DirectionDose("E", 1 + (0.1f * i))] };
        var asks = Enumerable.Range(0, 12).Select(Of).ToArray();

        var together = mind.Answer(Page(asks)).Select(a => ((ScoresValue)a.Value).Probabilities).ToList();

        for (var i = 0; i < asks.Length; i++)
        {
            var alone = ((ScoresValue)mind.Answer(Page([asks[i]]))[0].Value).Probabilities;
            Assert.That(together[i], Is.EqualTo(alone).Within(0.5).Percent, $"ask {i}"); // another batch shape: sums in another order
        }
    }

    [Test]
    public void Grouped_steering_scores_like_patched_rows()
    {
        using var patched = Mind(model: Exact);
        using var grouped = Mind(model: Exact, mode: SteeringMode.Grouped);
        var asks = Asks(9, Shape.Scale(1, 5)).Select((a, i) => a with { Mode = AskMode.Score, Doses = [new DirectionDose("E", i % 3), new DirectionDose("A", -i % 2)] }).ToArray();

        var rows = patched.Answer(Page(asks));
        var groups = grouped.Answer(Page(asks));

        Assert.That(grouped.Description.Settings["steering"], Is.EqualTo("grouped"));
        for (var i = 0; i < asks.Length; i++) Assert.That(((ScoresValue)groups[i].Value).Probabilities, Is.EqualTo(((ScoresValue)rows[i].Value).Probabilities).Within(0.5).Percent, $"ask {i}");
    }
}
