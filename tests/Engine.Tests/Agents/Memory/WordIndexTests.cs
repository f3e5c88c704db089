using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class WordIndexTests
{
    // Three memories of 2, 4 and 1 words, mean 7/3. For "apple": n = 2, idf = ln(1 + 1.5 / 2.5) = 0.4700036;
    // the first has f = 1: 0.4700036 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6/7)) = 0.4991763. The rest likewise.
    [TestCase("apple", new[] { 0.4991763f, 0.5381454f, 0f })]
    [TestCase("apples", new[] { 0.4991763f, 0.5381454f, 0f })]
    [TestCase("apple apple", new[] { 0.4991763f, 0.5381454f, 0f })]
    [TestCase("apple engine bread", new[] { 1.5408846f, 0.5381454f, 1.2800653f })]
    [TestCase("the harbour", new[] { 0f, 0f, 0f })]
    [TestCase("", new[] { 0f, 0f, 0f })]
    public void Scores_are_those_computed_by_hand(string query, float[] expected)
    {
        var index = new WordIndex();
        index.Add("apple bread");
        index.Add("apple, apples and cheese; door");
        index.Add("engine");

        Assert.That(Scores(index, query), Is.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void A_dropped_memory_leaves_no_trace()
    {
        var index = new WordIndex();
        index.Add("apple bread");
        var dropped = index.Add("apple wine wine wine");
        index.Add("engine");
        index.Remove(dropped);
        var fresh = new WordIndex();
        fresh.Add("apple bread");
        fresh.Add("engine");

        var scores = Scores(index, "apple engine wine");

        Assert.That(scores[dropped], Is.Zero);
        Assert.That(new[] { scores[0], scores[2] }, Is.EqualTo(Scores(fresh, "apple engine wine")));
        Assert.That(index.Vocabulary, Is.EqualTo(3));
    }

    [Test]
    public void A_slot_is_used_again_after_it_was_freed()
    {
        var index = new WordIndex();
        for (var i = 0; i < 1000; i++) index.Remove(index.Add($"word{i} apple"));

        Assert.That((index.Slots, index.Vocabulary), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_memory_without_words_matches_nothing_and_breaks_nothing()
    {
        var index = new WordIndex();
        index.Add("!!!");

        Assert.That(Scores(index, "!!! apple"), Is.EqualTo(new[] { 0f }));
    }

    private static float[] Scores(WordIndex index, string query)
    {
        var scores = new float[index.Slots];
        index.Score(query, scores);
        return scores;
    }
}
