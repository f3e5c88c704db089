using NUnit.Framework;

namespace PersonaSim.Cli.Tests;

public sealed class DemoTests
{
    [Test]
    public void The_most_sequences_fit_into_one_batch()
    {
        using var persim = new Persim();

        var demo = persim.Run("demo", "--sequences", "256", "--generate", "1", "--json").IsFine().Json;

        Assert.That(demo.GetProperty("lines").GetArrayLength(), Is.EqualTo(256));
        Assert.That(demo.GetProperty("tokens").GetInt32(), Is.GreaterThan(512), "more than one usual batch");
        Assert.That(demo.GetProperty("synthetic").GetBoolean());
        persim.Run("demo", "--sequences", "256", "--generate", "2147483647").IsOneLineOfError(1, "549,755,813,632 KV cells");
    }

    [TestCase(0)]
    [TestCase(1_000)]
    public void A_damaged_model_of_its_own_is_made_again(int bytes)
    {
        using var persim = new Persim();
        var path = Path.Combine(persim.Models, "demo-tiny.gguf");
        Assert.That(persim.Run("demo", "--sequences", "1", "--generate", "1").IsFine().Error, Does.Contain("made models"));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..bytes]);

        var again = persim.Run("demo", "--sequences", "1", "--generate", "1").IsFine();

        Assert.That(again.Error, Does.Contain("again, which was damaged"));
        Assert.That(persim.Run("demo", "--sequences", "1", "--generate", "1").IsFine().Error, Is.Empty);
        Assert.That(again.Output, Does.Contain("1 sequence in one batch"));
    }

    [Test]
    public void Where_no_model_can_be_made_the_next_step_is_named()
    {
        using var persim = new Persim();
        Directory.Delete(persim.Models);
        File.WriteAllText(persim.Models, "in the way");

        persim.Run("demo").IsOneLineOfError(1, "--model", "PERSIM_HOME");
    }
}
