using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class WordsTests
{
    [TestCase("", "")]
    [TestCase(" .,!? \n", "")]
    [TestCase("The Mayor is in HER house", "mayor house")]
    [TestCase("bread,cheese;wine", "bread cheese wine")]
    [TestCase("room 12b costs 7", "room 12b cost 7")]
    [TestCase("Ann's bread and Agnes' wine", "ann bread agne wine")]
    [TestCase("don’t, doesn't, o'clock 'quoted'", "dont doesnt oclock quoted")]
    [TestCase("Straße ÉCOLE Ärger Москва", "straße école ärger москва")]
    [TestCase("हिन्दी 𐐀𐐀 x😀y", "हिन्दी 𐐨𐐨 x y")]
    public void Reads_lower_case_words_with_meaning(string text, string expected)
    {
        Assert.That(Read(text), Is.EqualTo(expected));
    }

    [TestCase("coin", "coins")]
    [TestCase("story", "stories")]
    [TestCase("tie", "ties")]
    [TestCase("house", "houses")]
    [TestCase("glass", "glasses")]
    [TestCase("box", "boxes")]
    [TestCase("church", "churches")]
    [TestCase("dish", "dishes")]
    public void Singular_and_plural_meet(string singular, string plural)
    {
        Assert.That(Read(plural), Is.EqualTo(Read(singular)));
    }

    [TestCase("glass")]
    [TestCase("virus")]
    [TestCase("basis")]
    [TestCase("gas")]
    public void A_singular_that_ends_in_s_stays(string word)
    {
        Assert.That(Read(word), Is.EqualTo(word));
    }

    [Test]
    public void Only_the_beginning_counts_when_a_word_is_endless()
    {
        Assert.That(Read(new string('x', 10_000) + " end"), Is.EqualTo(new string('x', Words.LongestWord) + " end"));
        Assert.That(Read("x" + string.Concat(Enumerable.Repeat("𐐀", 100))), Has.Length.EqualTo(Words.LongestWord - 1), "no half of a pair at the end");
    }

    [Test]
    public void Half_a_surrogate_pair_is_no_word()
    {
        Assert.That(Read("bread\ud800cheese\udc00"), Is.EqualTo("bread cheese"));
    }

    private static string Read(string text)
    {
        var words = new List<string>();
        foreach (var word in new Words(text, stackalloc char[Words.LongestWord])) words.Add(word.ToString());
        return string.Join(' ', words);
    }
}
