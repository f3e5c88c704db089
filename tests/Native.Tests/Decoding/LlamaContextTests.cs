using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class LlamaContextTests
{
    private static readonly int[] _text = [5, 9, 33, 71, 12, 8, 101];
    private LlamaModel _model = null!;

    [OneTimeSetUp]
    public void Load() => _model = LlamaModel.Load(TinyModel.Path());

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public void A_batch_of_sequences_equals_the_same_sequence_alone_in_a_batch_of_that_shape()
    {
        using var context = Context(sequences: 4);

        var together = Logits(context, [_text, [7, 7, 7, 2, 3, 4, 5], _text, [1, 2, 3, 4, 5, 6, 7]]);
        context.Cache.Clear();
        var again = Logits(context, [_text, [9, 9, 9, 9, 9, 9, 9], _text, [3, 2, 1, 3, 2, 1, 3]]);

        Assert.That(again[0], Is.EqualTo(together[0]), "neighbours must not matter");
        Assert.That(again[2], Is.EqualTo(together[2]));
        Assert.That(together[1], Is.Not.EqualTo(together[0]));
    }

    [Test]
    public void A_cleared_cache_gives_the_same_logits_again()
    {
        using var context = Context(sequences: 2);

        var first = Logits(context, [_text]);
        Logits(context, [[44, 45, 46, 47], [48, 49]], from: _text.Length);
        context.Cache.Clear();
        var again = Logits(context, [_text]);

        Assert.That(again[0], Is.EqualTo(first[0]));
    }

    [Test]
    public void A_saved_sequence_goes_on_exactly_in_another_sequence()
    {
        using var context = Context(sequences: 3);
        Logits(context, [_text]);
        var state = context.Cache.Save(new SequenceId(0));
        var expected = Next(context, 0);

        context.Cache.Clear();
        context.Cache.Restore(new SequenceId(2), state);
        var actual = Next(context, 2);

        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(context.Cache.Range(new SequenceId(2)), Is.EqualTo((0, _text.Length)));
        Assert.That(context.Cache.Range(new SequenceId(0)), Is.Null);
    }

    [Test]
    public void A_copied_prefix_goes_on_like_its_source()
    {
        using var context = Context(sequences: 2);
        Logits(context, [_text]);
        context.Cache.Copy(new SequenceId(0), new SequenceId(1));

        using var batch = new DecodeBatch(8);
        batch.Add(17, _text.Length, new SequenceId(0), output: true);
        batch.Add(17, _text.Length, new SequenceId(1), output: true);
        context.Decode(batch);

        Assert.That(Copy(context, 1), Is.EqualTo(Copy(context, 0)));
    }

    [Test]
    public void Removed_and_computed_again_is_as_if_it_had_always_been_there()
    {
        using var context = Context(sequences: 1);
        var expected = Logits(context, [_text])[0];

        context.Cache.Remove(new SequenceId(0), from: 4);
        var actual = Logits(context, [_text[4..]], from: 4)[0];

        // another batch shape: the same sums in another order
        Assert.That(MaxDifference(actual, expected), Is.LessThan(1e-4));
    }

    [Test]
    public void Shifted_positions_are_reported()
    {
        using var context = Context(sequences: 1);
        Logits(context, [_text]);

        context.Cache.Remove(new SequenceId(0), 0, 2);
        context.Cache.Shift(new SequenceId(0), 2, -1, -2);

        Assert.That(context.Cache.Range(new SequenceId(0)), Is.EqualTo((0, _text.Length - 3)));
        Assert.DoesNotThrow(() => Next(context, 0, _text.Length - 2));
    }

    [Test]
    public void A_sequence_that_shares_cells_cannot_be_shifted()
    {
        using var context = Context(sequences: 2);
        Logits(context, [_text]);
        context.Cache.Copy(new SequenceId(0), new SequenceId(1));

        Assert.That(() => context.Cache.Shift(new SequenceId(1), 2, -1, -2), Throws.InvalidOperationException.With.Message.Contains("shares cells"));
    }

    [Test]
    public void A_decode_step_allocates_no_managed_bytes()
    {
        using var context = Context(sequences: 4);
        using var batch = new DecodeBatch(16);
        var sum = 0f;
        Step(0);
        Step(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var position = 2; position < 12; position++) Step(position);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);
        Assert.That(sum, Is.Not.Zero);

        void Step(int position)
        {
            batch.Clear();
            for (var s = 0; s < 4; s++) batch.Add(position + s, position, new SequenceId(s), output: true);
            context.Decode(batch);
            for (var row = 0; row < 4; row++) sum += context.Logits(row, static logits => logits[3]);
        }
    }

    [Test]
    public void A_batch_that_cannot_be_decoded_is_refused_with_what_to_do()
    {
        using var context = LlamaContext.Create(_model, new ContextOptions { Cells = 64, BatchTokens = 8, Sequences = 2, Outputs = 2, Threads = 1 });
        using var batch = new DecodeBatch(16);

        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("empty"));
        for (var i = 0; i < 9; i++) batch.Add(1, i, new SequenceId(0), output: false);
        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("at most 8"));
        batch.Clear();
        for (var i = 0; i < 3; i++) batch.Add(1, i, new SequenceId(0), output: true);
        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("Outputs"));
    }

    [Test]
    public void A_full_cache_says_so_and_leaves_the_context_usable()
    {
        using var context = LlamaContext.Create(_model, new ContextOptions { Cells = 256, BatchTokens = 256, Sequences = 1, Outputs = 1, Threads = 1 });
        using var batch = new DecodeBatch(256);
        for (var i = 0; i < 250; i++) batch.Add(1 + (i % 50), i, new SequenceId(0), output: false);
        context.Decode(batch);
        batch.Clear();
        for (var i = 250; i < 260; i++) batch.Add(1, i, new SequenceId(0), output: false);

        Assert.That(context.TryDecode(batch), Is.False);
        Assert.That(() => context.Decode(batch), Throws.InstanceOf<InputException>().With.Message.Contains("no room"));
        context.Cache.Clear();
        Assert.That(Logits(context, [_text])[0], Has.None.NaN);
    }

    [Test]
    public void Another_thread_is_refused()
    {
        using var context = Context(sequences: 1);

        var thrown = Task.Run(() => Assert.Throws<InvalidOperationException>(() => context.Cache.Clear())).GetAwaiter().GetResult();

        Assert.That(thrown!.Message, Does.Contain("belongs to the thread"));
    }

    [Test]
    public void A_context_keeps_its_model_alive()
    {
        var model = LlamaModel.Load(TinyModel.Path());
        var context = LlamaContext.Create(model, new ContextOptions { Cells = 64 });
        model.Dispose();

        using (context)
        {
            using var batch = new DecodeBatch(1);
            batch.Add(3, 0, new SequenceId(0), output: true);
            context.Decode(batch);
            Assert.That(Copy(context, 0), Has.None.NaN);
        }
    }

    [Test]
    public void A_context_that_does_not_fit_names_need_and_stock()
    {
        var options = new ContextOptions { Cells = int.MaxValue / 2, Sequences = 1 };

        Assert.That(() => LlamaContext.Create(_model, options), Throws.InstanceOf<InputException>().With.Message.Match("need [0-9.]+ GiB of memory, [0-9.]+ GiB are available"));
    }

    [Test]
    public void More_threads_than_cores_are_refused()
    {
        var options = new ContextOptions { Threads = ThreadCount.Allowed + 1 };

        Assert.That(() => LlamaContext.Create(_model, options), Throws.InstanceOf<InputException>().With.Message.Contains("threads"));
    }

    [Test]
    public void Too_many_sequences_are_refused()
    {
        Assert.That(() => LlamaContext.Create(_model, new ContextOptions { Sequences = 257 }), Throws.InstanceOf<InputException>().With.Message.Contains("1 to 256"));
    }

    [Test]
    public void Counters_tell_tokens_of_both_phases()
    {
        using var context = Context(sequences: 1);
        Logits(context, [_text]);
        Next(context, 0);

        var counters = context.Counters();

        Assert.That(counters.PromptTokens, Is.EqualTo(_text.Length));
        Assert.That(counters.GeneratedTokens, Is.EqualTo(1));
        Assert.That(counters.GeneratedMilliseconds, Is.Positive);
    }

    private LlamaContext Context(int sequences) =>
        LlamaContext.Create(_model, new ContextOptions { Cells = 512, Sequences = sequences, BatchTokens = 128, Threads = 1 });

    private static float[][] Logits(LlamaContext context, int[][] texts, int from = 0)
    {
        using var batch = new DecodeBatch(context.BatchTokens);
        var rows = new int[texts.Length];
        for (var s = 0; s < texts.Length; s++)
        {
            for (var p = 0; p < texts[s].Length; p++) rows[s] = batch.Add(texts[s][p], from + p, new SequenceId(s), p == texts[s].Length - 1);
        }

        context.Decode(batch);
        return [.. rows.Select(row => Copy(context, row))];
    }

    private static float[] Next(LlamaContext context, int sequence, int? position = null)
    {
        using var batch = new DecodeBatch(1);
        batch.Add(17, position ?? _text.Length, new SequenceId(sequence), output: true);
        context.Decode(batch);
        return Copy(context, 0);
    }

    private static float[] Copy(LlamaContext context, int row)
    {
        var logits = new float[context.Model.Vocabulary.Count];
        context.CopyLogits(row, logits);
        return logits;
    }

    private static float MaxDifference(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
