using NUnit.Framework;
using PersonaSim.Native.Training;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Training;

public sealed class TrainerTests
{
    private static readonly ModelExportOptions _plain = new() { Name = "small", Description = "a test" };

    // letters enough for exactly 32 tokens do not exist beside 256 bytes: files need the vocabulary of their own shape
    private static readonly BpeVocabulary _bytes = BpeVocabulary.Train(["abc"], 259);

    [Test]
    public void The_rate_rises_stays_and_falls()
    {
        var plan = SmallTraining.Plan with { Steps = 100, WarmUp = 10, Hold = 40, Rate = 2, FinalShare = 0.1 };

        Assert.That(new[] { 1L, 5, 10, 25, 40 }.Select(plan.RateAt), Is.EqualTo(new[] { 0.2, 1, 2, 2, 2 }).Within(1e-12));
        Assert.That(plan.RateAt(70), Is.EqualTo(1.1).Within(1e-12), "half way down");
        Assert.That(plan.RateAt(100), Is.EqualTo(0.2).Within(1e-12));
        Assert.That((plan with { Hold = 0 }).RateAt(55), Is.EqualTo(1.1).Within(1e-12), "no step is held: it falls behind the rise");

        var turned = plan with { Turns = [new RateTurn(60, 1), new RateTurn(80, 0.5), new RateTurn(90, 0.1)] };
        Assert.That(new[] { 59L, 60, 70, 80, 85, 90, 100 }.Select(turned.RateAt), Is.EqualTo(new[] { plan.RateAt(59), 1, 0.75, 0.5, 0.3, 0.1, 0.1 }).Within(1e-12));
        Assert.That(() => (plan with { Turns = [new RateTurn(60, 0)] }).Require(), Throws.TypeOf<InputException>().With.Message.Contains("no rate"));
        Assert.That(() => (plan with { Turns = [new RateTurn(60, 1), new RateTurn(60, 0.5)] }).Require(), Throws.TypeOf<InputException>().With.Message.Contains("step 60"));
    }

    [Test]
    public void The_loss_of_what_can_be_known_falls_to_a_tenth_of_chance()
    {
        using var folder = new TempFolder();
        using var trainer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 150 });
        trainer.Begin();

        var outcome = trainer.Run();

        Assert.That(trainer.Losses[0].Loss, Is.EqualTo(Math.Log(32)).Within(1), "before anything is learnt every token is about as likely");
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.Complete));
        Assert.That(outcome.Validation, Is.LessThan(Math.Log(32) / 10));
    }

    [Test]
    public void A_training_that_was_stopped_and_went_on_ends_with_the_same_bytes([Values(1, 2)] int workers)
    {
        using var whole = new TempFolder();
        using var parts = new TempFolder();
        using (var trainer = SmallTraining.Create(whole.Path, workers: workers))
        {
            trainer.Begin();
            trainer.Run();
        }

        for (var part = 0; part < 3; part++)
        {
            using var trainer = SmallTraining.Create(parts.Path, workers: workers);
            if (part == 0) trainer.Begin();
            else trainer.Resume();
            using var stop = new CancellationTokenSource();
            var left = 23;
            var end = trainer.Run(_ => { if (--left == 0) stop.Cancel(); }, stop.Token).End;
            Assert.That(end, Is.EqualTo(part < 2 ? TrainingEnd.Stopped : TrainingEnd.Complete));
        }

        Assert.That(File.ReadAllBytes(parts.File("checkpoint.gguf")), Is.EqualTo(File.ReadAllBytes(whole.File("checkpoint.gguf"))));
        Assert.That(LossColumns(parts), Is.EqualTo(LossColumns(whole)));
    }

    [Test]
    public void A_checkpoint_of_another_training_is_refused()
    {
        using var folder = new TempFolder();
        using (var trainer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 2 }))
        {
            trainer.Begin();
            trainer.Run();
        }

        using var other = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 2, Rate = 0.5 });

        Assert.That(other.Resume, Throws.TypeOf<InputException>().With.Message.Contains("another training"));
    }

    [Test]
    public void A_training_may_be_made_longer_on_the_way()
    {
        using var folder = new TempFolder();
        using (var trainer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 4 }))
        {
            trainer.Begin();
            trainer.Run();
        }

        using var longer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 6 });
        longer.Resume();

        Assert.That(longer.Step, Is.EqualTo(4));
        Assert.That(longer.Run().Step, Is.EqualTo(6));
        Assert.That(longer.Losses.Select(l => l.Step), Is.EqualTo(new long[] { 1, 2, 3, 4, 5, 6 }));
    }

    [Test]
    public void Nothing_to_go_on_from_is_an_error()
    {
        using var folder = new TempFolder();
        using var trainer = SmallTraining.Create(folder.Path);

        Assert.That(trainer.Resume, Throws.TypeOf<InputException>().With.Message.Contains("no checkpoint"));
    }

    [Test]
    public void An_early_stop_keeps_the_best_weights()
    {
        using var folder = new TempFolder();
        // a rate at which nothing is learnt any more after a while, so that the validation loss rises now and then
        using var trainer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 400, Rate = 0.05, ValidateEvery = 2, Patience = 3 });
        trainer.Begin();

        var outcome = trainer.Run();

        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.Early));
        Assert.That(outcome.Validation, Is.EqualTo(trainer.Losses.Min(l => l.Validation)));
    }

    [Test]
    public void Broken_settings_are_named()
    {
        using var folder = new TempFolder();

        Assert.That(() => SmallTraining.Create(folder.Path, SmallTraining.Plan with { WindowsAtOnce = 3 }), Throws.TypeOf<InputException>().With.Message.Contains("use 6 windows"));
        Assert.That(() => new TrainingShape(32, 2, 30, 4, 64, 16, true).Require(), Throws.TypeOf<InputException>().With.Message.Contains("use width 24"));
    }

    [Test]
    public void A_file_that_cannot_be_finished_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var trainer = SmallTraining.Create(folder.Path);
        trainer.Begin();

        // the vocabulary has not as many tokens as the model
        Assert.That(() => trainer.Export(folder.File("model.gguf"), _bytes, _plain), Throws.TypeOf<InputException>());
        Assert.That(Directory.EnumerateFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void The_losses_lie_beside_the_checkpoint_as_table_and_picture()
    {
        using var folder = new TempFolder();
        using var trainer = SmallTraining.Create(folder.Path, SmallTraining.Plan with { Steps = 10 });
        trainer.Begin();
        trainer.Run();

        Assert.That(File.ReadAllLines(folder.File("loss.csv")), Has.Length.EqualTo(11));
        var svg = System.Xml.Linq.XDocument.Load(folder.File("loss.svg"));
        Assert.That(svg.Descendants().Count(e => e.Name.LocalName == "polyline"), Is.EqualTo(2));
        Assert.That(Directory.EnumerateFiles(folder.Path, "*.part"), Is.Empty);
    }

    // all but the speed
    private static IEnumerable<string> LossColumns(TempFolder folder) => File.ReadLines(folder.File("loss.csv")).Select(l => l[..l.LastIndexOf(',')]);
}
