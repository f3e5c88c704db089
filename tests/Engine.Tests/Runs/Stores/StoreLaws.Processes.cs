using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Runs.Stores;

// what holds between processes
public abstract partial class StoreLaws
{
    [TestCase(10)]
    [TestCase(60, Category = "Full")]
    public void A_kill_at_any_instant_leaves_whole_pages_and_steps(int kills)
    {
        Create("run").Dispose();
        var rng = new CounterRng(16);
        var done = new List<StepId?>();
        for (var i = 0; i < kills; i++)
        {
            using (var writer = StoreWriter.Start(Place, "run"))
            {
                // commits are counted, not milliseconds: a busy machine would be killed before its first
                for (var commits = rng.NextInt(12); commits >= 0; commits--) Assert.That(writer.StandardOutput.ReadLine(), Is.Not.Null, () => writer.StandardError.ReadToEnd());
                Thread.Sleep(rng.NextInt(12));
                writer.Kill();
                writer.WaitForExit();
            }

            using var store = Open("run");
            done.Add(store.Last?.Id);
            if (i % 5 == 4 || i == kills - 1) Assert.That(StoreWriter.FindHarm(store), Is.Empty, $"after kill {i + 1}, up to step {done[^1]}");
        }

        Assert.That(done.OfType<StepId>().Distinct().Count(), Is.GreaterThan(kills / 2), "the kills fell into the work");
        Assert.That(done.OfType<StepId>(), Is.Ordered);
    }

    [Test]
    public void A_writer_in_another_process_is_named_and_its_end_ends_the_lock()
    {
        Create("run").Dispose();
        using var writer = StoreWriter.Start(Place, "run");
        writer.StandardOutput.ReadLine();

        Assert.That(() => Open("run"), Throws.TypeOf<InputException>().With.Message.Contains($"run is in use by process {writer.Id}"));
        using (var second = StoreWriter.Start(Place, "run"))
        {
            Assert.That(second.StandardError.ReadToEnd(), Does.Contain($"run is in use by process {writer.Id}"));
            second.WaitForExit();
            Assert.That(second.ExitCode, Is.EqualTo(1));
        }

        writer.Kill();
        writer.WaitForExit();
        Open("run").Dispose();
    }
}
