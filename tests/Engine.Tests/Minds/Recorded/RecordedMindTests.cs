using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Recorded;

public sealed class RecordedMindTests
{
    [Test]
    public void Answers_by_key_in_any_order_as_they_were_recorded()
    {
        var store = Record(Asks.Scales(3));
        using var mind = new RecordedMind(store);

        var answers = mind.Answer(Asks.Page(Asks.Scale(2), Asks.Scale(0), Asks.Scale(1)));

        Assert.That(answers.Select(a => a.Key.N), Is.EqualTo(new[] { 2, 0, 1 }));
        Assert.That(answers.Select(a => (a.Value, a.Source, a.Raw, a.Refusal)).Distinct().Single(), Is.EqualTo((new ScaleValue(Asks.PersonaPoint), AnswerSource.Recorded, "five", "why not")));
    }

    [Test]
    public void Stops_at_the_first_ask_that_differs_and_names_the_first_part_that_does()
    {
        using var mind = new RecordedMind(Record(Asks.Scales(3)));
        var ask = Asks.Scale(1);
        var heard = new List<Answer>();

        Assert.That(Part(ask with { Blocks = [ask.Blocks[0], ask.Blocks[1] with { Text = " You like disorder." }, ask.Blocks[2] with { Text = "?" }] }), Is.EqualTo("block 'persona'"));
        Assert.That(heard.Select(a => a.Key.N).Distinct(), Is.EqualTo(new[] { 0 }), "asks before the difference were answered, later ones were not");
        Assert.That(Part(ask with { Blocks = [ask.Blocks[0], ask.Blocks[2]] }), Is.EqualTo("block 'question', where the record has block 'persona'"));
        Assert.That(Part(ask with { Shape = Shape.Scale(1, 7) }), Is.EqualTo("shape"));
        Assert.That(Part(ask with { Mode = AskMode.Score }), Is.EqualTo("mode"));
        Assert.That(Part(ask with { Doses = [new DirectionDose("E", 1)] }), Is.EqualTo("doses"));
        Assert.That(Part(ask with { Scope = DoseScope.All }), Is.EqualTo("scope"));
        Assert.That(Part(ask with { Seed = 1 }), Is.EqualTo("seed"));

        string? Part(Ask changed)
        {
            var stop = Assert.Throws<RecordedMismatchException>(() => mind.Answer(Asks.Page(Asks.Scale(0), changed, Asks.Scale(2)), heard.Add))!;
            Assert.That(stop.Message, Does.Contain(changed.Key.ToString()).And.Contain(stop.Part));
            return stop.Part;
        }
    }

    [Test]
    public void A_missing_key_is_named()
    {
        using var mind = new RecordedMind(Record(Asks.Scales(1)));

        var stop = Assert.Throws<RecordedMismatchException>(() => mind.Answer(Asks.Scales(2)))!;

        Assert.That((stop.Key, stop.Part), Is.EqualTo((Asks.Scale(1).Key, (string?)null)));
        Assert.That(stop.Message, Does.Contain("12/vote/0/agent-07/poll/1"));
    }

    [Test]
    public void A_difference_is_found_also_where_no_parts_were_kept()
    {
        var store = new MemoryAnswerStore();
        store.Add(new RecordedAnswer(new AskPrint(new string('0', 64), []), new Answer(Asks.Scale().Key, new ScaleValue(1), AnswerSource.Model)));
        using var mind = new RecordedMind(store);

        Assert.That(() => mind.Answer(Asks.Scales(1)), Throws.TypeOf<RecordedMismatchException>().With.Message.Contains("no hashes of parts"));
    }

    private static MemoryAnswerStore Record(AskPage page)
    {
        var store = new MemoryAnswerStore();
        using var mind = new RuleMind();
        foreach (var (ask, answer) in page.Asks.Zip(mind.Answer(page))) store.Add(RecordedAnswer.Of(ask, answer with { Raw = "five", Refusal = "why not" }));
        return store;
    }
}
