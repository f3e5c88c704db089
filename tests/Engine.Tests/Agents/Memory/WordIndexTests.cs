using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Native.Randomness;

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
        var index = Index("apple bread", "apple, apples and cheese; door", "engine");

        Assert.That(Scores(index, query), Is.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void A_dropped_memory_leaves_no_trace()
    {
        var index = Index("apple bread", "apple wine wine wine", "engine");
        index.RemoveAt(1);
        var fresh = Index("apple bread", "engine");

        Assert.That(Scores(index, "apple engine wine"), Is.EqualTo(Scores(fresh, "apple engine wine")));
        Assert.That(index.Vocabulary, Is.EqualTo(3));
    }

    [Test]
    public void The_words_of_another_s_memories_count_for_nobody_else()
    {
        var numbers = new WordNumbers();
        var (one, other) = (Index(numbers, "apple bread", "engine"), Index(numbers, "apple apple", "engine bread", "cheese"));
        var alone = Index("apple bread", "engine");

        Assert.That(Scores(one, "cheese apple engine"), Is.EqualTo(Scores(alone, "cheese apple engine")));
        Assert.That((one.Vocabulary, other.Vocabulary), Is.EqualTo((3, 4)));
    }

    // more matches than fit on the stack, and queries of more words: against the formula word by word
    [Test]
    public void Long_memories_and_long_queries_score_as_short_ones_do()
    {
        var rng = new CounterRng(5);
        string[] texts = [.. Enumerable.Range(0, 300).Select(_ => Streams.Sentence(ref rng, 1 + rng.NextInt(40)))];
        var query = Streams.Sentence(ref rng, 1500);
        string[][] kept = [.. texts.Select(Split)];
        var mean = kept.Sum(d => d.Length) / (double)kept.Length;

        var asked = Split(query).Distinct().ToDictionary(t => t, t => (double)kept.Count(k => k.Contains(t)));

        var expected = kept.Select(d => asked.Keys.Sum(t =>
        {
            double n = asked[t], f = d.Count(w => w == t);
            return Math.Log(1 + ((kept.Length - n + 0.5) / (n + 0.5))) * f * 2.2 / (f + (1.2 * (0.25 + (0.75 * d.Length / mean))));
        }));

        Assert.That(Scores(Index(texts), query), Is.EqualTo(expected).Within(1e-3));
    }

    [Test]
    public void A_memory_without_words_matches_nothing_and_breaks_nothing()
    {
        var index = Index("!!!");

        Assert.That(Scores(index, "!!! apple"), Is.EqualTo(new[] { 0f }));
    }

    private static float[] Scores(WordIndex index, string query)
    {
        var scores = new float[index.Count];
        index.Score(query, scores);
        return scores;
    }

    private static WordIndex Index(params string[] texts) => Index(new WordNumbers(), texts);

    private static WordIndex Index(WordNumbers numbers, params string[] texts)
    {
        var index = new WordIndex(numbers);
        foreach (var text in texts)
        {
            index.Begin();
            index.Append(numbers.Of(text));
        }

        return index;
    }

    private static string[] Split(string text)
    {
        var words = new List<string>();
        foreach (var word in new Words(text, stackalloc char[Words.LongestWord])) words.Add(word.ToString());
        return [.. words];
    }
}
