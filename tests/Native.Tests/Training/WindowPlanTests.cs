using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Training;

namespace PersonaSim.Native.Tests.Training;

public sealed class WindowPlanTests
{
    private const int Context = 20;

    [Test]
    public void Every_document_is_seen_once_an_epoch_and_none_overlaps_another()
    {
        var documents = Documents();
        var plan = new WindowPlan(documents, Context, seed: 1, epoch: 4);
        var batch = new WindowBatch(1, Context);
        var firsts = new List<int>();

        for (var w = 0; w < plan.Count; w++)
        {
            batch.Clear();
            plan.Fill(batch, 0, w);
            // a place weighs as much as the document's number says; a position of 0 with a weight begins a document
            Assert.That(batch.Filled, Is.EqualTo(batch.Weights.Count(x => x > 0)), "two documents in one place");
            firsts.AddRange(Enumerable.Range(0, Context).Where(i => batch.Positions[i] == 0 && batch.Weights[i] > 0).Select(i => batch.Tokens[i]));
        }

        Assert.That(firsts.Order(), Is.EqualTo(Enumerable.Range(0, documents.Count)));
    }

    [Test]
    public void The_order_follows_from_seed_and_epoch_alone()
    {
        static int[] First(ulong seed, long epoch)
        {
            var batch = new WindowBatch(4, Context);
            var stream = new WindowStream(Documents(), Context, seed);
            stream.MoveTo(epoch, 0);
            Fill(stream, batch);
            return batch.Tokens;
        }

        var (once, again) = (First(1, 3), First(1, 3));

        Assert.That(again, Is.EqualTo(once));
        Assert.That(First(1, 4), Is.Not.EqualTo(once));
        Assert.That(First(2, 3), Is.Not.EqualTo(once));
    }

    [Test]
    public void A_stream_that_is_moved_goes_on_where_another_stood()
    {
        var documents = Documents();
        var (one, other) = (new WindowStream(documents, Context, 9), new WindowStream(documents, Context, 9));
        var (a, b) = (new WindowBatch(7, Context), new WindowBatch(7, Context));
        for (var i = 0; i < 40; i++) Fill(one, a); // some epochs
        other.MoveTo(one.Epoch, one.Window);

        Fill(one, a);
        Fill(other, b);

        Assert.That(one.Epoch, Is.GreaterThan(1));
        Assert.That(b.Tokens, Is.EqualTo(a.Tokens));
        Assert.That(b.Targets, Is.EqualTo(a.Targets));
    }

    [Test]
    public void A_place_may_say_something_else_than_the_token_behind_it()
    {
        var documents = new TokenDocuments();
        documents.Add([5, 6, 7, 8], [1, 1, 1, 1], 0, new Dictionary<int, int> { [2] = 30 });
        var batch = new WindowBatch(1, 4);

        new WindowPlan(documents, 4, seed: 1, epoch: 0).Fill(batch, 0, 0);

        Assert.That(batch.Tokens[..3], Is.EqualTo(new[] { 5, 6, 7 }));
        Assert.That(batch.Targets[..3], Is.EqualTo(new[] { 6, 30, 8 }));
    }

    [Test]
    public void Little_of_a_window_stays_empty()
    {
        var documents = Documents();
        var plan = new WindowPlan(documents, Context, 1, 0);
        var places = Enumerable.Range(0, documents.Count).Sum(d => Math.Min(Context, documents.Length(d) - 1));

        Assert.That((double)places / (plan.Count * Context), Is.GreaterThan(0.9));
    }

    // 300 documents of 2 to 30 tokens; the first token is the document's number
    private static void Fill(WindowStream stream, WindowBatch batch)
    {
        batch.Clear();
        for (var slot = 0; slot < batch.Windows; slot++) stream.Fill(batch, slot);
    }

    private static TokenDocuments Documents()
    {
        var documents = new TokenDocuments();
        var rng = new CounterRng(2);
        for (var d = 0; d < 300; d++)
        {
            var length = 2 + rng.NextInt(10) + (d % 40 == 0 ? 18 : 0);
            documents.Add([d, .. Enumerable.Repeat(1, length - 1)], [.. Enumerable.Repeat(1f, length)]);
        }

        return documents;
    }
}
