using NUnit.Framework;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>A comparison is resumable as a whole: the same command goes on.</summary>
[Platform(Exclude = "Win", Reason = "a hard kill of a child is tried on the systems that runs live on")]
public sealed class CompareKillTests
{
    [Test]
    public void Killed_again_and_again_and_begun_again_it_ends_as_one_never_killed()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,steer", "3");
        string expected;
        using (var whole = new Persim())
        {
            whole.Run(command).IsFine();
            expected = File.ReadAllText(Path.Combine(whole.Home, "runs", "c", "result.json"));
        }

        persim.Set("PERSIM_HOME", persim.Home);
        Environment.CurrentDirectory = persim.Home;
        var folder = Path.Combine(persim.Home, "runs", "c");
        var draws = new CounterRng(41);
        var partly = 0;
        for (var n = 0; n < 3; n++)
        {
            // from the moment its first or next run begins
            using var process = persim.Start(new Dictionary<string, string> { ["PERSIM_HOME"] = persim.Home }, command);
            var before = Manifests(folder);
            for (var wait = 0; wait < 1000 && Manifests(folder) == before && !process.HasExited; wait++) Thread.Sleep(10);
            if (!process.WaitForExit(TimeSpan.FromMilliseconds(draws.NextInt(150)))) process.Kill();
            process.WaitForExit();
            if (Manifests(folder) is > 0 and < 9) partly++;
        }

        Assert.That(partly, Is.GreaterThan(0), "a law that was never put to the test");
        var finished = Directory.EnumerateDirectories(folder).Select(d => Path.Combine(d, "manifest.json")).Where(m => File.Exists(m) && File.ReadAllText(m).Contains("\"finished\"", StringComparison.Ordinal)).ToDictionary(m => m, File.ReadAllText);
        persim.Run(command).IsFine();

        Assert.That(File.ReadAllText(Path.Combine(folder, "result.json")), Is.EqualTo(expected));
        foreach (var (manifest, text) in finished) Assert.That(File.ReadAllText(manifest), Is.EqualTo(text), "what was finished is not repeated");
    }

    [Test]
    public void A_second_process_is_told_and_what_is_there_can_be_read_meanwhile()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,steer", "50");
        using var first = persim.Start(new Dictionary<string, string>(), command);
        try
        {
            var folder = Path.Combine(persim.Home, "runs", "c");
            for (var wait = 0; wait < 1000 && Manifests(folder) == 0; wait++) Thread.Sleep(20);

            persim.Run(command).IsOneLineOfError(1, "another process", "--no-runs");
            var report = persim.Run([.. command, "--no-runs"]);

            Assert.That(report.ExitCode, Is.EqualTo(1), report.Error);
            Assert.That(report.Output, Does.Contain("not finished").And.Contain("of 150 runs finished").And.Contain("Nothing is lost"));
            using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", first.Id.ToString()])) kill.WaitForExit();
            var stopped = Persim.Finish(first);
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.Error);
            Assert.That(stopped.Output, Does.Contain("stopped").And.Contain("the same command goes on"));
        }
        finally
        {
            if (!first.HasExited) first.Kill();
            first.WaitForExit();
        }
    }

    private static int Manifests(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Count(d => File.Exists(Path.Combine(d, "manifest.json"))) : 0;
}
