using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class EmbeddingTests
{
    private static readonly MemorySettings _relevanceOnly = new() { RecencyWeight = 0, ImportanceWeight = 0 };

    // cosines with (1, 0): 1, 0.6, 0 and -1, stretched to 0..1: (c + 1) / 2
    [Test]
    public void Relevance_is_the_cosine_when_the_query_has_a_vector()
    {
        var stream = Streams.New(_relevanceOnly);
        foreach (var (text, vector) in new[] { ("far", new[] { -2f, 0f }), ("near", [3f, 4f]), ("same", [5f, 0f]), ("beside", [0f, 0.1f]) })
            stream.Attach(stream.See(0, text).Id, vector);
        stream.See(0, "bare");

        var recalled = stream.Recall("bare", 0, 5, vector: [1f, 0f]);

        Assert.That(recalled.Texts(), Is.EqualTo(new[] { "same", "near", "beside", "far", "bare" }));
        Assert.That(recalled.Select(r => r.Relevance), Is.EqualTo(new[] { 1f, 0.8f, 0.5f, 0f, 0f }).Within(1e-6f));
        Assert.That(stream.Recall("bare", 0, 1).Texts(), Is.EqualTo(new[] { "bare" }), "without a vector the words decide");
    }

    [Test]
    public void Lanes_and_remainder_give_the_sum()
    {
        for (var length = 1; length < 70; length++)
        {
            var vector = Enumerable.Range(1, length).Select(i => (float)i).ToArray();
            Assert.That(Cosine.Norm(vector), Is.EqualTo(Math.Sqrt(length * (length + 1) * ((2 * length) + 1) / 6.0)).Within(1e-3));
        }
    }

    [Test]
    public void A_vector_of_zeros_is_like_nothing()
    {
        Assert.That(Cosine.Of([0f, 0f], Cosine.Norm([0f, 0f]), [1f, 1f], Cosine.Norm([1f, 1f])), Is.Zero);
    }

    [Test]
    public void A_vector_that_fits_no_other_is_refused()
    {
        var stream = Streams.New();
        stream.See(0, "one");
        stream.Attach(0, [1f, 2f]);

        Assert.That(() => stream.Attach(0, [1f]), Throws.ArgumentException.With.Message.Contains("Mia"));
        Assert.That(() => stream.Recall("one", 0, 1, vector: [1f, 2f, 3f]), Throws.ArgumentException);
        Assert.That(() => stream.Attach(0, [1f, float.NaN]), Throws.ArgumentException);
        Assert.That(() => stream.Attach(1, [1f, 2f]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_vector_for_a_dropped_memory_comes_too_late_and_harms_nothing()
    {
        var stream = Streams.New(new MemorySettings { Capacity = 1 });
        stream.See(0, "one");
        stream.See(0, "two");

        Assert.That(stream.Attach(0, [1f, 2f]), Is.False);
        Assert.That(stream.Attach(1, [1f, 2f]), Is.True);
    }
}
