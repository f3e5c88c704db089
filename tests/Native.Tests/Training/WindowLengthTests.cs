using NUnit.Framework;
using PersonaSim.Native.Training;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Training;

public sealed class WindowLengthTests
{
    private static readonly TrainingPlan _plan = SmallTraining.Plan with { Lengths = [new WindowLength(4), new WindowLength(8, 6), new WindowLength(16, 12)] };

    [Test]
    public void A_step_s_windows_are_of_a_length_that_has_begun_and_all_come()
    {
        var feed = Feed();

        var lengths = Enumerable.Range(1, 200).Select(s => feed.LengthOf(s)).ToList();

        Assert.That(lengths.Take(6), Is.All.EqualTo(0));
        Assert.That(lengths.Skip(6).Take(6), Is.All.LessThan(2).And.Some.EqualTo(1));
        Assert.That(lengths.Skip(12).Distinct().Order(), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Each_document_lies_in_the_shortest_window_that_holds_it()
    {
        var feed = Feed();
        for (var length = 0; length < 3; length++)
        {
            var batch = TrainingMachine.NewBatch(feed.Sizes[length]);
            foreach (var step in Enumerable.Range(13, 200).Where(s => feed.LengthOf(s) == length).Take(20))
            {
                feed.Fill(step, [batch]);
                var firsts = Enumerable.Range(0, batch.Tokens.Length).Where(p => batch.Positions[p] == 0 && batch.Tokens[p] > 0).ToList();
                Assert.That(firsts, Is.Not.Empty);
                // the first token is the document's length less one
                Assert.That(firsts.Select(p => batch.Tokens[p]), Is.All.GreaterThan(length == 0 ? 0 : feed.Sizes[length - 1].Context).And.All.LessThanOrEqualTo(feed.Sizes[length].Context));
            }
        }
    }

    [Test]
    public void A_later_lesson_waits_for_its_length()
    {
        var documents = new TokenDocuments();
        documents.Add([1, 2, 3], [0, 1, 1]);
        documents.Add([1, 2, 3], [0, 1, 1], lesson: 1);
        documents.Add([1, 2, 3], [0, 1, 1], lesson: 9);

        var shelf = new WindowShelf(documents, [4, 8, 16]);

        Assert.That(new[] { shelf.Of(0), shelf.Of(1), shelf.Of(2) }, Is.EqualTo(new[] { new[] { 0 }, [1], [2] }));
    }

    [Test]
    public void Lessons_of_one_length_follow_one_another_and_may_end()
    {
        var documents = new TokenDocuments();
        for (var d = 0; d < 90; d++) documents.Add([1 + (d % 3), 2, 3, 4], [0, 1, 1, 1], lesson: d % 3);
        var plan = SmallTraining.Plan with { Lengths = [new WindowLength(16, Until: 20), new WindowLength(16, 10), new WindowLength(16, 30)] };
        var feed = Feed(plan, documents);
        var batch = TrainingMachine.NewBatch(feed.Sizes[1]);

        var lessons = Enumerable.Range(1, 100).Select(s => feed.LengthOf(s)).ToList();
        feed.Fill(25, [batch]);

        Assert.That(lessons.Take(10), Is.All.Zero);
        Assert.That(lessons.Skip(10).Take(10).Distinct().Order(), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(lessons.Skip(20).Take(10), Is.All.EqualTo(1));
        Assert.That(lessons.Skip(30).Distinct().Order(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(Enumerable.Range(0, batch.Tokens.Length).Where(p => batch.Positions[p] == 0 && batch.Tokens[p] > 0).Select(p => batch.Tokens[p]), Is.Not.Empty.And.All.EqualTo(2), "the second lesson's documents begin with 2");
        Assert.That(() => Feed(plan with { Lengths = [new(16, Until: 20), new(16, 25), new(16, 30)] }, documents), Throws.TypeOf<InputException>().With.Message.Contains("Behind step 20"));
    }

    [Test]
    public void Lessons_of_one_length_share_each_step_by_their_share()
    {
        var documents = new TokenDocuments();
        for (var d = 0; d < 90; d++) documents.Add([1 + (d % 3), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [0, .. Enumerable.Repeat(1f, 14)], lesson: d % 3);
        var feed = Feed(SmallTraining.Plan with { Lengths = [new WindowLength(16), new WindowLength(16, Share: 3), new WindowLength(16, 1000)] }, documents);
        var batch = TrainingMachine.NewBatch(feed.Sizes[0]);
        var (steps, counts) = (200, new int[2]);
        for (var step = 1; step <= steps; step++)
        {
            feed.Fill(step, [batch]); // one document fills a window
            for (var w = 0; w < batch.Windows; w++) counts[batch.Tokens[w * 16] - 1]++;
        }

        Assert.That(batch.Windows, Is.GreaterThan(1));
        Assert.That(counts.Sum(), Is.EqualTo(steps * batch.Windows));
        Assert.That(counts[1] / (double)counts.Sum(), Is.EqualTo(0.75).Within(0.08));
        Assert.That(feed.Places.Take(2).Select(p => (p.Epoch * 30) + p.Window), Is.EqualTo(counts), "each lesson goes through its own documents");
    }

    [Test]
    public void Only_places_that_count_are_predicted_and_the_loss_is_the_same()
    {
        var shape = SmallTraining.Shape with { Context = 64 };
        var documents = Documents(60);
        WindowSize all = new(64, 2, 64), some = new(64, 2, new WindowShelf(documents, [64]).Predicted(0));
        using var every = new TrainingMachine(shape, [all], workers: 1, gpu: false);
        using var few = new TrainingMachine(shape, [some], workers: 1, gpu: false);
        WeightStart.Fill(every, 5);
        WeightStart.Fill(few, 5);
        var (a, b) = (every.NewBatch(), few.NewBatch());
        var windows = new WindowPlan(documents, [.. Enumerable.Range(0, documents.Count)], 64, some.Predicted, 1, 0);
        for (var slot = 0; slot < 2; slot++)
        {
            windows.Fill(a, slot, slot);
            windows.Fill(b, slot, slot);
        }

        var (whole, gathered) = (every.Accumulate([a], 1), few.Accumulate([b], 1));

        Assert.That(some.Predicted, Is.LessThan(64));
        Assert.That(gathered, Is.EqualTo(whole).Within(1e-4));
        foreach (var p in every.Parameters) Assert.That(few.Read(p, TrainingState.Gradient), Is.EqualTo(every.Read(p, TrainingState.Gradient)).Within(1e-4), p.Name);
    }

    [Test]
    public void A_training_of_several_lengths_that_was_stopped_ends_with_the_same_bytes()
    {
        using var whole = new TempFolder();
        using var parts = new TempFolder();
        using (var trainer = Create(whole.Path))
        {
            trainer.Begin();
            trainer.Run();
        }

        using (var trainer = Create(parts.Path))
        {
            using var stop = new CancellationTokenSource();
            var left = 17;
            trainer.Begin();
            trainer.Run(_ => { if (--left == 0) stop.Cancel(); }, stop.Token);
        }

        using (var trainer = Create(parts.Path))
        {
            trainer.Resume();
            Assert.That(trainer.Step, Is.EqualTo(17));
            trainer.Run();
        }

        Assert.That(File.ReadAllBytes(parts.File("checkpoint.gguf")), Is.EqualTo(File.ReadAllBytes(whole.File("checkpoint.gguf"))));
    }

    [Test]
    public void A_lesson_still_to_come_may_be_put_off_or_come_more_often_and_the_end_is_that_of_the_new_schedule()
    {
        using var whole = new TempFolder();
        using var parts = new TempFolder();
        TrainingPlan later = _plan with { Lengths = [new(4, Until: 30), new(8, 6), new(16, 20, Share: 3)] };
        TrainingPlan before = _plan with { Lengths = [new(4), new(8, 3), new(16, 12)] }, rarer = _plan with { Lengths = [new(4, Until: 30), new(8, 6, Share: 0.5), new(16, 20)] };
        using (var trainer = Create(whole.Path, later))
        {
            trainer.Begin();
            trainer.Run();
        }

        using (var trainer = Create(parts.Path, _plan))
        {
            using var stop = new CancellationTokenSource();
            trainer.Begin();
            trainer.Run(p => { if (p.Step == 12) stop.Cancel(); }, stop.Token);
        }

        using (var trainer = Create(parts.Path, before)) Assert.That(trainer.Resume, Throws.TypeOf<InputException>().With.Message.Contains("another training"), "this lesson had begun");
        using (var trainer = Create(parts.Path, rarer)) Assert.That(trainer.Resume, Throws.TypeOf<InputException>().With.Message.Contains("another training"), "this one, too");
        using (var trainer = Create(parts.Path, later))
        {
            trainer.Resume();
            trainer.Run();
        }

        Assert.That(File.ReadAllBytes(parts.File("checkpoint.gguf")), Is.EqualTo(File.ReadAllBytes(whole.File("checkpoint.gguf"))));
    }

    [Test]
    public void Lengths_that_make_no_batches_are_refused()
    {
        Assert.That(() => Feed(SmallTraining.Plan with { Lengths = [new(5), new(16)] }), Throws.TypeOf<InputException>().With.Message.Contains("does not divide"));
        Assert.That(() => Feed(SmallTraining.Plan with { Lengths = [new(8), new(4), new(16)] }), Throws.TypeOf<InputException>().With.Message.Contains("must not fall"));
        Assert.That(() => Feed(SmallTraining.Plan with { Lengths = [new(4), new(8)] }), Throws.TypeOf<InputException>().With.Message.Contains("must be the model's context"));
        Assert.That(() => Feed(SmallTraining.Plan with { Lengths = [new(4, 3), new(16, 3)] }), Throws.TypeOf<InputException>().With.Message.Contains("begin at step 0"));
    }

    [Test]
    public void A_length_may_have_windows_of_its_own()
    {
        var feed = Feed(_plan with { Lengths = [new(4, 0, 6), new(8, 6), new(16, 12)] });

        Assert.That(feed.Sizes.Select(s => s.Windows), Is.EqualTo(new[] { 3, 8, 4 }), "of a batch; two make up a step");
        Assert.That(() => Feed(_plan with { Lengths = [new(4, 0, 5), new(16)] }), Throws.TypeOf<InputException>().With.Message.Contains("use 4"));
    }

    private static TrainingFeed Feed(TrainingPlan? plan = null, TokenDocuments? documents = null) => new(SmallTraining.Shape, plan ?? _plan, documents ?? Documents(120), documents ?? Documents(30));

    private static Trainer Create(string folder, TrainingPlan? plan = null) => new(SmallTraining.Shape, (plan ?? _plan) with { Steps = 40 }, Documents(120), Documents(30), folder, workers: 2);

    // of 3 to 17 tokens, half of which count
    private static TokenDocuments Documents(int count)
    {
        var documents = new TokenDocuments();
        for (var d = 0; d < count; d++)
        {
            var places = 2 + (d % 15);
            documents.Add([places, .. Enumerable.Repeat(0, places)], [.. Enumerable.Range(0, places + 1).Select(i => i % 2 == 1 ? 1f : 0f)]);
        }

        return documents;
    }
}
