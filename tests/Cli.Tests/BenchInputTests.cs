using NUnit.Framework;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class BenchInputTests
{
    [TestCase("9")]
    [TestCase("4,5")]
    public void More_personas_than_sequences_are_refused_when_they_were_asked_for(string personas)
    {
        using var persim = new Persim();

        persim.Run("bench", "steer", "--model", TinyModel.Path(), "--sequences", "4", "--personas", personas).IsOneLineOfError(1, "--sequences 4", "--personas");
        persim.Run("bench", "steer", "--model", TinyModel.Path(), "--personas", "0").IsOneLineOfError(1, "--personas takes a whole number from 1 to 256");
    }

    [Test]
    public void The_usual_personas_adapt_to_fewer_sequences()
    {
        using var persim = new Persim();

        var rows = persim.Run("bench", "steer", "--model", TinyModel.Path(), "--sequences", "4", "--ways", "rows", "--prompt", "2", "--generate", "2", "--repeats", "1", "--threads", "1", "--json").IsFine().Json.GetProperty("rows");

        Assert.That(rows.EnumerateArray().Select(r => r.GetProperty("personas").GetInt32()), Is.EqualTo(new[] { 1, 4 }));
    }

    [TestCase("", "''")]
    [TestCase("none,", "''")]
    [TestCase("stok", "did you mean stock?")]
    public void Ways_are_known_words(string ways, string reason)
    {
        using var persim = new Persim();

        persim.Run("bench", "steer", "--model", TinyModel.Path(), "--ways", ways).IsOneLineOfError(1, reason, "grouped");
    }

    [TestCase("floor", "--prefix", "100000000", "GiB")]
    [TestCase("floor", "--prefix", "2147483647", "KV cells")]
    [TestCase("floor", "--generate", "2147483647", "KV cells")]
    [TestCase("decode", "--prompt", "2147483647", "KV cells")]
    [TestCase("decode", "--generate", "2147483647", "KV cells")]
    [TestCase("steer", "--prompt", "2147483647", "KV cells")]
    public void A_context_that_cannot_be_is_refused_by_numbers_that_are_right(string bench, string option, string value, string reason)
    {
        using var persim = new Persim();

        var result = persim.Run("bench", bench, "--model", TinyModel.Path(), option, value, "--threads", "1").IsOneLineOfError(1, reason);

        Assert.That(result.Error, Does.Not.Contain("-2").And.Not.Contain(" -1"), "no number has wrapped round");
    }

    [Test]
    public void The_floor_takes_as_many_sequences_as_the_library()
    {
        using var persim = new Persim();

        var rows = persim.Run("bench", "floor", "--model", TinyModel.Path(), "--sequences", "256", "--prefix", "0", "--generate", "1", "--repeats", "1", "-t", "1", "--json").IsFine().Json.GetProperty("rows");

        Assert.That(rows.GetArrayLength(), Is.EqualTo(2), "flash on and off, nothing to pad");
    }

    [Test]
    public void Positions_beyond_the_trained_context_are_warned_of()
    {
        using var persim = new Persim();

        var brief = TinyModel.Path(SynthSpec.Parse("llama", "tiny", "f32", sizes: new SynthSizes { Context = 32 }));
        var result = persim.Run("bench", "floor", "--model", brief, "--sequences", "1", "--prefix", "32", "--generate", "1", "--repeats", "1", "-t", "1").IsFine();

        Assert.That(result.Error, Does.StartWith("persim: warning: 33 tokens a sequence").And.Contain("trained for 32"));
        Assert.That(result.Output, Does.Contain("1 step;").And.Contain("of 1 repeat"));
    }
}
