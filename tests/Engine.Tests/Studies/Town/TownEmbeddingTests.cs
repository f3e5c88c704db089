using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Studies.Town;

namespace PersonaSim.Engine.Tests.Studies.Town;

public sealed class TownEmbeddingTests
{
    private static readonly TownConfig _byMeaning = new() { Embeddings = "agents", EmbeddingWidth = 64 };

    [Test]
    public void Every_memory_is_embedded_once_and_everybody_s_situation_each_tick()
    {
        using var run = new TownRun(_byMeaning, people: 6).Run(5);

        var asked = run.Asked.Where(a => a.Ask.Key.Phase == "remember").ToList();
        var memories = asked.Where(a => a.Ask.Key.Purpose == "memory").Select(a => (a.Ask.Key.Who, a.Ask.Key.N)).ToList();

        Assert.That(memories, Is.Unique.And.Not.Empty);
        Assert.That(asked.Count(a => a.Ask.Key.Purpose == "situation"), Is.EqualTo(6 * 5));
        Assert.That(asked.Select(a => a.Ask.Mode), Has.All.EqualTo(AskMode.Embed));
        Assert.That(asked.Select(a => a.Ask.Mind), Has.All.EqualTo("agents"));
    }

    [Test]
    public void A_town_that_remembers_by_meaning_goes_on_from_a_saved_state()
    {
        using var whole = new TownRun(_byMeaning, people: 6).Run(9);
        using var first = new TownRun(_byMeaning, people: 6).Run(4);
        using var second = new TownRun(_byMeaning, people: 6).Load(first.Save(), 4).Run(5);

        Assert.That(second.Save(), Is.EqualTo(whole.Save()));
    }

    [Test]
    public void Vectors_decide_what_comes_back()
    {
        using var byWords = new TownRun(new TownConfig(), people: 6).Run(8);
        using var byMeaning = new TownRun(_byMeaning, people: 6).Run(8);

        static IEnumerable<string> Memories(TownRun run) => run.Asked.SelectMany(a => a.Ask.Blocks).Where(b => b.Name == "memories").Select(b => b.Text);
        Assert.That(Memories(byMeaning), Is.Not.EqualTo(Memories(byWords)).And.Not.Empty);
    }

    [Test]
    public void Texts_with_the_same_words_lie_close()
    {
        static double Cosine(string a, string b)
        {
            var (x, y) = (WordVector.Of(a, 256), WordVector.Of(b, 256));
            return x.Zip(y, (p, q) => p * q).Sum() / Math.Sqrt(x.Sum(v => v * v) * y.Sum(v => v * v));
        }

        Assert.That(Cosine("The mill needs new sails", "new sails for the mill"), Is.GreaterThan(0.7));
        Assert.That(Cosine("The mill needs new sails", "Clara sings at the harbour"), Is.LessThan(0.3));
        Assert.That(WordVector.Of("", 8), Has.All.Zero);
    }
}
