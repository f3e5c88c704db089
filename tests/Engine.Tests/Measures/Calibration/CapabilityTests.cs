using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Probes;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Native;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

public sealed class CapabilityTests
{
    [Test]
    public void Repetition_and_chance_by_hand()
    {
        Assert.That(Usability.Repetition("a b c a b c"), Is.EqualTo(0.25), "abc, bca, cab, abc");
        Assert.That(Usability.Repetition("o o o o o"), Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(Usability.Repetition("two words"), Is.Zero);
        Assert.That(Usability.IsMeasurable(5, 10, 4), Is.False, "five of ten at a quarter each: 0.078");
        Assert.That(Usability.IsMeasurable(6, 10, 4), Is.True, "0.0197");
    }

    [Test]
    public void The_usable_range_has_no_gap_and_its_smaller_end_bounds_the_mix()
    {
        CapabilityPoint Point(double raw, double nats, double right) => new(raw, Math.Abs(raw) / 10, nats, 0, new Dictionary<string, double> { ["cloze"] = right, ["arithmetic"] = 0.2 }, false);

        var section = Usability.Of([Point(-3, 1, 1), Point(-2, 2, 1), Point(-1, 1.2, 0.9), Point(0, 1, 1), Point(1, 1.4, 0.8), Point(2, 1.4, 0.9), Point(3, 1, 0.5)], ["arithmetic"]);

        Assert.That(section.Doses.Select(d => d.Usable), Is.EqualTo(new[] { true, false, true, true, true, true, false }));
        Assert.That(section.Usable, Is.EqualTo(new CardRange(-1, 2)));
        Assert.That(section.MostRelativeSize, Is.EqualTo(0.1).Within(1e-12));
    }

    [Test]
    public void Together_doses_end_where_a_direction_fails_and_not_where_a_short_one_was_no_further_tried()
    {
        CapabilitySection Section(double most, params bool[] usable) => new([.. usable.Select((u, i) => new CapabilityPoint(i, i / 10.0, 1, 0, new Dictionary<string, double>(), u))], [], new CardRange(0, 1), most);

        Assert.That(Usability.Together([Section(0.12, true, true), Section(0.23, true, true)]), Is.EqualTo(0.23), "nothing failed");
        Assert.That(Usability.Together([Section(0.12, true, true), Section(0.3, true, false), Section(0.23, true, false)]), Is.EqualTo(0.23), "the least that failed");
        Assert.That(Usability.Together([null, new CapabilitySection([], [], null, null)]), Is.Null, "not measured");
    }

    [Test]
    public void A_mind_that_loses_its_words_under_a_dose_is_usable_only_as_far_as_it_does_not()
    {
        var study = new CapabilityStudy(_ => new ForgetfulMind(), Parlours.Prompts, Sheets.Respondents, DoseScope.Suffix);
        var direction = NamedDirection.Of("E", TruthMind.Direction(('E', 1)));

        var section = study.Run(direction, [-2, -1, 0, 1, 2], new Dictionary<int, double> { [TruthMind.Layer] = 10 });

        Assert.That(section.NotMeasurable, Is.EqualTo(new[] { "arithmetic" }), "it never could");
        Assert.That(section.Usable, Is.EqualTo(new CardRange(-2, 1)));
        Assert.That(section.MostRelativeSize, Is.EqualTo(0.1).Within(1e-6));
        Assert.That(section.Doses[4].Repetition, Is.GreaterThan(0.9));
        Assert.That(section.Doses[2].NatsPerCharacter, Is.EqualTo(2).Within(1e-6));
    }

    [TestCase("right: a\nwrong: b", "line 1, name")]
    [TestCase("## x\nquestion\nwrong: b", "right")]
    [TestCase("## x\nquestion\nright: b\nwrong: b", "wrong")]
    [TestCase("## x\nright: a\nwrong: b", "question")]
    public void Mistakes_in_a_task_name_line_and_field(string text, string words) =>
        Assert.That(Assert.Throws<InputException>(() => CapabilityTask.Parse("own", text))!.Message, Does.Contain("capability/own.md").And.Contain(words));

    // right in all but sums, until a dose of 2 makes it say one word again and again
    private sealed class ForgetfulMind : IMind
    {
        public MindDescription Description { get; } = new("forgetful", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

        public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default) => [.. page.Asks.Select(a => new Answer(a.Key, Value(a), AnswerSource.Model))];

        public void Dispose()
        {
        }

        private static AnswerValue Value(Ask ask)
        {
            var lost = ask.Doses.Any(d => d.Dose > 1.5);
            if (ask.Mode == AskMode.Sample) return new TextValue(lost ? string.Join(' ', Enumerable.Repeat("oh", 40)) : "We went to the market and bought some bread for the week.");
            var options = ((Engine.Minds.Shapes.ChoiceShape)ask.Shape).Options;
            if (options.Count == 1) return new ScoresValue([1], Math.Exp(-2 * options[0].Length));
            var best = ask.Key.Phase.EndsWith("arithmetic", StringComparison.Ordinal) || lost ? 1 : 0;
            return new ScoresValue([.. options.Select((_, i) => i == best ? 0.7 : 0.1)], 1);
        }
    }
}
