using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Corpora;

public sealed partial class TellingWordsTests
{
    [TestCase("rest here", "rest")]
    [TestCase("go to the mill", "go| mill")]
    [TestCase("go to the town hall", "go| town")]
    [TestCase("give Ann 0.50", "give| 0")]
    [TestCase("give Ann some food", "give| some")]
    public void Of_a_deed_it_is_the_first_word_and_the_one_that_parts_it_from_every_other(string chosen, string telling) =>
        Assert.That(Told(new ChoiceShape(["rest here", "go to the mill", "go to the town hall", "give Ann 0.50", "give Ann some food"]), chosen), Is.EqualTo(telling));

    [Test]
    public void Of_a_line_it_is_what_it_does_and_how_each_phrase_begins()
    {
        var line = new FieldsShape([new Field("act", new ChoiceShape(["give my view", "give way", "ask"])), new Field("say", new TextShape(200)), new Field("more", new ChoiceShape(["yes", "no"]))]);

        Assert.That(Told(line, """{"act":"give my view","say":"It is late. And that is your problem, Jette. What a fine morning at the square!","more":"yes"}"""), Is.EqualTo("give| my| And that is your| What a fine"));
        Assert.That(Told(line, """{"act":"ask","say":"Have you seen Ann? Mm.","more":"no"}"""), Is.EqualTo("ask| Mm"));
        Assert.That(Told(line, """{"act":"ask","say":"I like it. Wellington knows.","more":"no"}"""), Is.EqualTo("ask"), "no phrase of the table");
    }

    [Test]
    public void Of_a_sentence_for_oneself_it_is_how_it_ends()
    {
        Assert.That(Told(new TextShape(200), "Ann is the one I see most. I would rather go on by myself."), Is.EqualTo(" I would rather go"));
        Assert.That(Told(new TextShape(200), "Well."), Is.Empty, "nothing was said before it");
    }

    [Test]
    public void Everywhere_it_begins_and_ends_where_a_tokenizer_cuts()
    {
        var told = 0;
        foreach (var recorded in SmallNano.Described)
        {
            var borders = Words().Matches(recorded.Answer).SelectMany(m => new[] { m.Index, m.Index + m.Length }).ToHashSet();
            foreach (var (start, end) in TellingWords.Of(recorded.Ask.Shape, recorded.Answer))
            {
                told++;
                Assert.That(borders.Contains(start) && borders.Contains(end), Is.True, $"{recorded.Answer}: {start} to {end}");
            }
        }

        Assert.That(told, Is.GreaterThan(SmallNano.Described.Count / 2));
    }

    private static string Told(Shape shape, string answer) => string.Join('|', TellingWords.Of(shape, answer).Select(r => answer[r.Start..r.End]));

    // letters, digits or marks with a blank in front, as byte-level tokenizers cut
    [GeneratedRegex(@" ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+")]
    private static partial Regex Words();
}
