using NUnit.Framework;
using PersonaSim.Cli.Wiring.Pulling;

namespace PersonaSim.Cli.Tests.Pulling;

/// <summary>The command itself: its arguments, its check in a child process, a process that is killed.</summary>
public sealed class ModelsPullTests
{
    [Test]
    public void A_model_of_a_hub_arrives_checked_and_named()
    {
        using var persim = new Persim();
        using var hub = LyingServer.Honest(PullBench.Model, "\"one\"", $"X-Linked-ETag: \"{PullBench.Sha256(PullBench.Model)}\"");
        persim.Set(PullSource.HubVariable, hub.Address);
        persim.Set(PullSource.TokenVariable, "a-token");

        var report = persim.Run("models", "pull", "hf:lab/repo/tiny.gguf", "--revision", "v2", "--json").IsFine().Json;

        Assert.That(hub.Seen.Single().Path, Is.EqualTo("/lab/repo/resolve/v2/tiny.gguf"));
        Assert.That(hub.Seen.Single().Headers["authorization"], Is.EqualTo("Bearer a-token"));
        Assert.That(report.GetProperty("verified").GetString(), Is.EqualTo("hub"));
        Assert.That(report.GetProperty("model").GetProperty("sha256").GetString(), Is.EqualTo(PullBench.Sha256(PullBench.Model)));
        Assert.That(persim.Run("models", "list", "--json").IsFine().Json.GetProperty("models")[0].GetProperty("name").GetString(), Is.EqualTo("tiny"));
        persim.Run("models", "pull", "hf:lab/repo/tiny.gguf").IsOneLineOfError(1, "--force", "--name");
    }

    [TestCase("m.gguf", "neither an address")]
    [TestCase("ftp://x/m.gguf", "neither an address")]
    [TestCase("hf:repo/m.gguf", "hf:OWNER/REPO/FILE")]
    [TestCase("hf:a/../m.gguf", "hf:OWNER/REPO/FILE")]
    [TestCase("https://user:pass@example.org/m.gguf", "user name or password")]
    [TestCase("https://example.org/", "'/'")]
    [TestCase("hf:a/b/m-00001-of-00003.gguf", "one part of 3")]
    public void A_source_that_is_none_is_refused_in_one_line(string source, string reason)
    {
        using var persim = new Persim();

        Assert.That(persim.Run("models", "pull", source).IsOneLineOfError(1, reason).Error, Does.Not.Contain("pass@"));
    }

    [Test]
    public void Options_that_do_not_fit_are_refused_before_anything_is_asked()
    {
        using var persim = new Persim();

        persim.Run("models", "pull", "https://127.0.0.1:1/m.gguf", "--sha256", "abc").IsOneLineOfError(1, "--sha256", "64");
        persim.Run("models", "pull", "https://127.0.0.1:1/m.gguf", "--revision", "x").IsOneLineOfError(1, "--revision");
        persim.Run("models", "pull", "https://127.0.0.1:1/m.gguf", "--name", "../m").IsOneLineOfError(1, "separator");
        persim.Set(PullSource.HubVariable, "nonsense");
        persim.Run("models", "pull", "hf:a/b/c.gguf").IsOneLineOfError(1, PullSource.HubVariable);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "a hard kill of a child is tried on the systems that runs live on")]
    public void A_killed_pull_leaves_no_model_and_is_gone_on_with()
    {
        using var persim = new Persim();
        var half = PullBench.Model.Length / 2;
        using var sent = new ManualResetEventSlim();
        using var server = new LyingServer(async (r, s) =>
        {
            await LyingServer.Serve(r, s, PullBench.Model, most: r.Number == 0 ? half : int.MaxValue);
            if (r.Number > 0) return;
            sent.Set();
            await Task.Delay(TimeSpan.FromSeconds(20));
        });
        using (var process = persim.Start(new Dictionary<string, string>(), "models", "pull", server.Address + "/k.gguf"))
        {
            Assert.That(sent.Wait(TimeSpan.FromSeconds(30)), Is.True);
            var part = new FileInfo(Path.Combine(persim.Models, "k.gguf.part"));
            for (var wait = 0; wait < 200 && !(part.Exists && part.Length > 0); wait++, part.Refresh()) Thread.Sleep(20);
            process.Kill();
            process.WaitForExit();
        }

        Assert.That(File.Exists(Path.Combine(persim.Models, "k.gguf")), Is.False);
        var report = persim.Run("models", "pull", server.Address + "/k.gguf", "--json").IsFine().Json;

        Assert.That(report.GetProperty("resumed").GetInt64(), Is.GreaterThan(0));
        Assert.That(File.ReadAllBytes(Path.Combine(persim.Models, "k.gguf")), Is.EqualTo(PullBench.Model));
        Assert.That(report.GetProperty("verified").GetString(), Is.EqualTo("nothing"));
    }
}
