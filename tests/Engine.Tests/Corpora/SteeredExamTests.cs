using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Corpora;

public sealed class SteeredExamTests
{
    private static readonly PromptLibrary _prompts = new(Path.Combine(Repository.Root, "prompts"));
    private static readonly Lazy<List<SteeredQuestion>> _questions = new(() => [.. new SteeredExam(new NanoConfig(), _prompts, 1).Questions(6)]);

    [Test]
    public void Every_trait_has_trained_deeds_wordings_and_the_withheld_study()
    {
        foreach (var group in new[] { SteeredExam.Deed, SteeredExam.Wording })
        {
            Assert.That(_questions.Value.Where(q => q.Group == group).Select(q => q.Trait).Distinct().Order(), Is.EqualTo(Traits.Letters.ToCharArray().Order()), group);
        }

        Assert.That(_questions.Value.Where(q => q.Group == SteeredExam.WithheldDeed).Select(q => q.Behaviour).Distinct(), Is.SubsetOf(new HeldOut(_prompts, new NanoConfig().HeldOut, []).Deeds.Keys).And.Not.Empty);
        Assert.That(_questions.Value.Where(q => q.Group == SteeredExam.WithheldStudy).Select(q => q.Behaviour).Distinct().Count(), Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public void The_rule_moves_each_behaviour_as_its_table_says()
    {
        foreach (var question in _questions.Value.Where(q => q.Rule is not null))
        {
            Assert.That(question.Rule, Has.Count.EqualTo(3));
            Assert.That(question.Rule, Is.All.InRange(0, 1));
        }

        // a single one may lose to another deed of its trait
        foreach (var trait in _questions.Value.Where(q => q.Group == SteeredExam.Deed).GroupBy(q => q.Trait)) Assert.That(trait.Average(q => (q.Rule![2] - q.Rule[0]) * q.Expected), Is.GreaterThan(0.005), trait.Key.ToString());

        static double Odds(double share) => share / (1 - share);
        var wordings = _questions.Value.Where(q => q.Group == SteeredExam.Wording).ToList();
        Assert.That(wordings.Select(q => Odds(q.Rule![2]) / Odds(q.Rule[1])), Is.Not.Empty.And.All.EqualTo(Math.Exp(1.8)).Within(1e-9), "two opposite wordings of weight 0.9");
        Assert.That(wordings.Select(q => q.Rule![1]), Is.EqualTo(wordings.Select(q => q.Shows.Average())).Within(1e-9), "every phrase of a wording is as likely as any other");
    }

    [Test]
    public void A_question_is_of_nobody_in_particular_and_its_options_tell_the_behaviour()
    {
        foreach (var question in _questions.Value)
        {
            Assert.That(question.Shared.Concat(question.Own).Any(p => p.Text.StartsWith("About ", StringComparison.Ordinal)), Is.False, "no description");
            Assert.That(question.Shared, Is.Not.Empty);
            Assert.That(question.Own.Select(p => p.Text), Has.Some.EqualTo("assistant\n"));
            if (question.Group == SteeredExam.Wording) Assert.That(question.Options, Has.None.EndsWith(".").And.None.EndsWith("!"), "where a line ends, its full stop is another token");
            Assert.That(question.Options, Is.Unique.And.Count.EqualTo(question.Shows.Count));
            Assert.That(question.Shows.Max(), Is.EqualTo(1));
            Assert.That(question.Shows.Min(), Is.Zero, $"{question.Group} {question.Behaviour}");
        }
    }
}
