using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>Runs in processes of their own, killed hard at random instants, also while they commit.</summary>
[Platform(Exclude = "Win", Reason = "a hard kill of a child is tried on the systems that runs live on")]
public sealed class KillTests
{
    private const int Ticks = 60;

    [TestCase(8)]
    [TestCase(25, Category = "Full")]
    public void Killed_at_any_instant_a_run_ends_as_one_never_killed(int kills)
    {
        using var persim = new Persim();
        var expected = RunTests.Hash(persim.Run([.. Town("whole"), "--json"]));
        var draws = new CounterRng(25);
        var (killed, within) = (0, 0);

        for (var n = 0; n < kills; n++)
        {
            var id = "killed" + n;
            // every other one within the run, however fast the machine is; the others also while it starts or ends
            var behind = n % 2 == 0 ? 0 : 1 + draws.NextInt(Ticks / 2);
            killed += Kill(persim, id, TimeSpan.FromMilliseconds(draws.NextInt(behind > 0 ? 20 : 700)), Town(id), behind) ? 1 : 0;
            var ticks = TicksDone(persim, id);
            within += ticks is > 0 and < Ticks ? 1 : 0;
            // before the manifest there is no run; behind it there is one that goes on
            var end = File.Exists(Path.Combine(persim.Home, "runs", id, "manifest.json")) ? ["resume", id, "--json"] : (string[])[.. Town(id + "b"), "--json"];
            var result = persim.Run(end);
            if (result.Error.Contains("is finished", StringComparison.Ordinal)) continue; // it was quicker than the kill
            Assert.That(RunTests.Hash(result), Is.EqualTo(expected), $"kill {n} behind tick {ticks}");
        }

        TestContext.Out.WriteLine($"{killed} of {kills} killed, {within} between the first and the last tick");
        Assert.That(killed, Is.GreaterThan(kills / 2));
        Assert.That(within, Is.GreaterThan(kills / 4));
    }

    [Test, Category("Full")] // half a minute; that a page answered after a kill is the same is shown beside it
    public void A_steered_model_killed_and_resumed_ends_as_one_never_killed()
    {
        using var persim = new Persim();
        var model = TinyModel.Path("llama", "q8_0");
        Vectors(persim, model);
        var whole = persim.Run([.. Steered("whole", model), "--json"]);
        var expected = RunTests.Hash(whole);

        var resumed = 0;
        foreach (var milliseconds in new[] { 0, 300, 900 })
        {
            var id = $"killed{milliseconds}";
            Kill(persim, id, TimeSpan.FromMilliseconds(milliseconds), Steered(id, model));
            var result = persim.Run("resume", id, "--json");
            if (result.Error.Contains("is finished", StringComparison.Ordinal)) continue; // it was quicker than the kill
            Assert.That(RunTests.Hash(result), Is.EqualTo(expected), id);
            resumed++;
        }

        Assert.That(resumed, Is.GreaterThan(0), "a law that was never put to the test");

        Assert.That(whole.Json.GetProperty("vectors").EnumerateObject().Select(v => v.Name), Is.EqualTo(new[] { "A", "C", "E", "N", "O" }));
        persim.Run("replay", "whole").IsFine();
        var who = persim.Run("inspect", "whole", "--json").IsFine().Json[0].GetString()!;
        var asks = persim.Run("inspect", "whole@1", who, "--json").IsFine().Json.GetProperty("asks");
        Assert.That(asks.GetArrayLength(), Is.GreaterThan(0));
        var doses = asks[0].GetProperty("doses");
        Assert.That(doses.GetArrayLength(), Is.EqualTo(5));
        Assert.That(doses[0].GetProperty("vectorHash").GetString(), Has.Length.EqualTo(64));
    }

    [Test]
    public void Two_processes_on_one_run_are_told_apart()
    {
        using var persim = new Persim();
        using var first = persim.Start(new Dictionary<string, string>(), Town("busy", ticks: 100_000));
        try
        {
            var manifest = Path.Combine(persim.Home, "runs", "busy", "manifest.json");
            for (var wait = 0; wait < 200 && !File.Exists(manifest); wait++) Thread.Sleep(50);

            var second = persim.Run("resume", "busy");

            Assert.That(second.ExitCode, Is.EqualTo(1));
            Assert.That(second.Error, Does.Contain("busy").And.Contain(first.Id.ToString()));
        }
        finally
        {
            first.Kill();
            first.WaitForExit();
        }
    }

    [Test]
    public void An_interrupt_stops_behind_a_page_and_says_how_to_go_on()
    {
        using var persim = new Persim();
        using var process = persim.Start(new Dictionary<string, string>(), Town("stopped", ticks: 100_000));
        var manifest = Path.Combine(persim.Home, "runs", "stopped", "manifest.json");
        for (var wait = 0; wait < 200 && !File.Exists(manifest); wait++) Thread.Sleep(50);
        for (var wait = 0; wait < 200 && TicksDone(persim, "stopped") < 2; wait++) Thread.Sleep(50);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString()])) kill.WaitForExit();

        var result = Persim.Finish(process);

        Assert.That(result.ExitCode, Is.EqualTo(130), result.Error);
        Assert.That(result.Output, Does.Contain("persim resume stopped"));
        Assert.That(File.ReadAllText(manifest), Does.Contain("\"stopped\""));
        persim.Run("replay", "stopped").IsFine();
    }

    private static string[] Town(string id, int ticks = Ticks) => RunTests.Town(id, ticks, "--set", "population=16");

    private static string[] Steered(string id, string model) =>
        ["run", "town.small", "--model", model, "--arm", "steer", "--env", "open", "--population", "4", "--ticks", "2", "--threads", "1", "--run-id", id, "--set", "minds.agents.parallel=4", "--set", "minds.agents.flash=off", "--set", "minds.agents.vectors=vectors", "--set", "minds.agents.cells=8192", "--set", "town.turns=2",
        // 25 scored asks a person and condition would take minutes on one thread
        "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0"];

    private static void Vectors(Persim persim, string model)
    {
        var spec = SynthSpec.Parse("llama", "tiny", "q8_0", 1);
        var folder = Directory.CreateDirectory(Path.Combine(persim.Home, "vectors")).FullName;
        var draws = new CounterRng(3);
        foreach (var letter in "EACNO")
        {
            var direction = new float[spec.Shape.Width];
            for (var i = 0; i < direction.Length; i++) direction[i] = (float)draws.NextNormal() / 4;
            new ControlVector("llama", new Dictionary<int, float[]> { [1] = direction }).Write(Path.Combine(folder, letter + ".gguf"));
        }

        Assert.That(File.Exists(model));
    }

    private static bool Kill(Persim persim, string id, TimeSpan behindStart, string[] arguments, int behindTick = 0)
    {
        using var process = persim.Start(new Dictionary<string, string>(), arguments);
        var manifest = Path.Combine(persim.Home, "runs", id, "manifest.json");
        for (var wait = 0; wait < 600 && !File.Exists(manifest) && !process.HasExited; wait++) Thread.Sleep(20);
        while (behindTick > 0 && !process.HasExited && TicksDone(persim, id) < behindTick) Thread.Sleep(2);
        var killed = !process.WaitForExit(behindStart);
        if (killed) process.Kill();
        process.WaitForExit();
        return killed;
    }

    private static long TicksDone(Persim persim, string id)
    {
        if (!File.Exists(Path.Combine(persim.Home, "runs", id, "run.db"))) return 0;
        using var store = Engine.Runs.Stores.SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", id));
        return store.Last?.Id.Tick ?? 0;
    }
}
