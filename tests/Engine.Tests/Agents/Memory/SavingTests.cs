using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class SavingTests
{
    private static readonly MemorySettings _small = new() { Capacity = 40, ProtectedRecent = 5 };

    // 60 lives, most of them longer than the capacity: the saved stream has a fresh index, the living one has been kept through every drop
    [Test]
    public void An_index_kept_through_a_life_scores_bit_for_bit_like_one_built_afresh([Range(0, 59)] int life)
    {
        var rng = new CounterRng((ulong)life, stream: 2);
        var living = Streams.New(_small);
        living.Live((ulong)life, moments: 1 + rng.NextInt(200), embeddings: true);
        var fresh = Streams.Read(living.Bytes(), _small);
        var tick = living.All.Last().Tick;

        for (var i = 0; i < 10; i++)
        {
            var query = Streams.Sentence(ref rng, rng.NextInt(30)) + " Ann mill";
            Assert.That(fresh.Recall(query, tick + i, 40), Is.EqualTo(living.Recall(query, tick + i, 40)));
            Assert.That(fresh.Novelty(query), Is.EqualTo(living.Novelty(query)));
        }

        Assert.That(fresh.Vocabulary, Is.EqualTo(living.Vocabulary));
    }

    [Test]
    public void A_life_goes_on_the_same_after_it_was_saved([Range(0, 19)] int life)
    {
        var living = Streams.New(_small);
        living.Live((ulong)life, moments: 10 * life, embeddings: true);
        var bytes = living.Bytes();
        var restored = Streams.Read(bytes, _small);

        Assert.That(restored.Bytes(), Is.EqualTo(bytes));

        living.Live((ulong)life + 100, moments: 60, embeddings: true);
        restored.Live((ulong)life + 100, moments: 60, embeddings: true);
        var tick = living.All.Last().Tick;

        Assert.That(restored.Bytes(), Is.EqualTo(living.Bytes()));
        Assert.That(restored.Recall("bata Bo", tick, 9, vector: [1, 2, 3]), Is.EqualTo(living.Recall("bata Bo", tick, 9, vector: [1, 2, 3])));
        Assert.That(restored.ImportanceSinceReflection, Is.EqualTo(living.ImportanceSinceReflection));
    }

    [Test]
    public void An_empty_stream_is_saved_too()
    {
        Assert.That(Streams.Read(Streams.New().Bytes()).Bytes(), Is.EqualTo(Streams.New().Bytes()));
    }

    [Test]
    public void Any_text_comes_back_as_it_was_remembered()
    {
        var stream = Streams.New();
        var texts = new[] { "é 😀 \0 \r\n", "half \ud83d a pair", new string('x', 200_000), "\ufeff" };
        foreach (var text in texts) stream.See(0, text);

        var restored = Streams.Read(stream.Bytes());

        Assert.That(restored.All, Is.EqualTo(stream.All));
        Assert.That(restored[2]!.Text, Is.EqualTo(texts[2]));
    }

    [Test]
    public void A_smaller_capacity_drops_the_least_valuable_on_loading()
    {
        var large = Streams.New(new MemorySettings { Capacity = 100, ProtectedRecent = 5 });
        large.Live(seed: 8, moments: 100);

        var small = Streams.Read(large.Bytes(), _small);

        Assert.That(small.Count, Is.EqualTo(40));
        Assert.That(small.All.TakeLast(5), Is.EqualTo(large.All.TakeLast(5)));
        Assert.That(small.All, Is.SubsetOf(large.All));
    }

    [Test]
    public void A_damaged_stream_is_refused_wherever_it_is_cut_or_changed()
    {
        var stream = Streams.New(_small);
        stream.Live(seed: 9, moments: 12, embeddings: true);
        var bytes = stream.Bytes();

        for (var length = 0; length < bytes.Length; length++)
            Assert.That(() => Streams.Read(bytes[..length]), Throws.TypeOf<InputException>(), $"cut at {length}");
        foreach (var (at, said) in new[] { (0, "mark"), (4, "version") })
        {
            var changed = (byte[])bytes.Clone();
            changed[at]++;
            Assert.That(() => Streams.Read(changed), Throws.TypeOf<InputException>().With.Message.Contains(said));
        }
    }
}
