using System.Text.Json;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>The commands of a run, in this process, on small towns with the rule mind.</summary>
public sealed class RunTests
{
    internal static string[] Town(string id, int ticks = 20, params string[] more) => ["run", "town.small", "--mock", "--env", "open", "--population", "8", "--ticks", ticks.ToString(), "--run-id", id, .. more];

    [Test]
    public void A_run_ends_with_a_manifest_and_a_replay_gives_its_hash()
    {
        using var persim = new Persim();

        var run = persim.Run([.. Town("one"), "--json"]).IsFine().Json;
        var replay = persim.Run("replay", "one", "--json").IsFine().Json;

        Assert.That(run.GetProperty("status").GetString(), Is.EqualTo("finished"));
        Assert.That(run.GetProperty("ticks_done").GetInt64(), Is.EqualTo(20));
        Assert.That(run.GetProperty("event_hash").GetString(), Has.Length.EqualTo(64));
        Assert.That(replay.GetProperty("eventHash").GetString(), Is.EqualTo(run.GetProperty("event_hash").GetString()));
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", "one", "manifest.json")), Does.Contain("town/").And.Not.Contain(Environment.UserName + "@"));
    }

    [Test]
    public void Longer_resumed_and_branched_runs_are_the_run_that_was_meant_to_be_as_long()
    {
        using var persim = new Persim();
        var whole = Hash(persim.Run([.. Town("whole", 30), "--json"]));

        persim.Run(Town("short", 12)).IsFine();
        var resumed = Hash(persim.Run("resume", "short", "--ticks", "+18", "--json"));
        var branched = Hash(persim.Run([.. Town("branch", 30), "--from", "short@9", "--json"]));
        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(persim.Home, "runs", "branch", "manifest.json"))).RootElement.GetProperty("from");

        Assert.That(resumed, Is.EqualTo(whole));
        Assert.That(branched, Is.EqualTo(whole));
        Assert.That((manifest.GetProperty("run").GetString(), manifest.GetProperty("tick").GetInt64()), Is.EqualTo(("short", 9L)));
        persim.Run("replay", "branch").IsFine();
    }

    [Test]
    public void Inspect_shows_somebody_and_the_exact_prompts_of_a_tick()
    {
        using var persim = new Persim();
        persim.Run(Town("seen")).IsFine();

        var names = persim.Run("inspect", "seen", "--json").IsFine().Json;
        var who = names[0].GetString()!;
        var one = persim.Run("inspect", "seen@7", who, "--json").IsFine().Json;
        var text = persim.Run("inspect", "seen@7", who).IsFine().Output;

        Assert.That(names.GetArrayLength(), Is.EqualTo(8));
        Assert.That(one.GetProperty("asks").EnumerateArray().Select(a => a.GetProperty("key").GetString()), Has.All.StartsWith("7/").And.All.Contains($"/{who}/").And.Not.Empty);
        Assert.That(one.GetProperty("asks")[0].GetProperty("prompt")[0].GetProperty("text").GetString(), Is.Not.Empty);
        Assert.That(text, Does.Contain("memories").And.Contain("[user:").And.Contain("-> "));
    }

    [Test]
    public void A_plan_counts_and_starts_nothing()
    {
        using var persim = new Persim();

        var plan = persim.Run("run", "town.small", "--remote", "http://127.0.0.1:9/v1", "--set", "minds.agents.prices={input: 1, output: 2}", "--arm", "none", "--env", "open", "--plan", "--json").IsFine().Json;

        var mind = plan.GetProperty("minds")[0];
        Assert.That(mind.GetProperty("calls").GetInt64(), Is.GreaterThan(32 * 200));
        Assert.That(mind.GetProperty("promptTokens").GetInt64(), Is.GreaterThan(50 * mind.GetProperty("calls").GetInt64()));
        Assert.That(mind.GetProperty("cost").GetDecimal(), Is.GreaterThan(0));
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False);
    }

    [Test]
    public void Live_shows_talk_and_deeds_cut_to_the_width_or_whole_or_as_lines_of_json()
    {
        using var persim = new Persim();
        persim.Set("COLUMNS", "60");

        var cut = persim.Run([.. Town("cut", 3), "--live"]).IsFine().Output;
        var whole = persim.Run([.. Town("whole", 3), "--live", "--full-messages", "--no-color"]).IsFine().Output;
        var failed = persim.Run([.. Town("lines", 3), "--live", "--json", "--set", "town.environment=moon"]);
        Assert.That(failed.Output.TrimEnd(), Does.StartWith("{\"kind\":\"error\"").And.EndWith("}").And.Not.Contain("\n"), "a line among lines");
        var lines = persim.Run([.. Town("lines", 3), "--live", "--json"]).IsFine().Output.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.That(cut, Does.Contain("tick 2").And.Contain("..."));
        Assert.That(cut.Split('\n').SkipLast(2).Max(l => l.TrimEnd('\r').Length), Is.LessThanOrEqualTo(60));
        Assert.That(whole, Does.Not.Contain("...").And.Not.Contain("\e["));
        Assert.That(lines.Select(l => l.GetProperty("kind").GetString()).Distinct(), Is.SupersetOf(new[] { "message", "action", "tick", "end" }));
        Assert.That(lines[^1].GetProperty("manifest").GetProperty("status").GetString(), Is.EqualTo("finished"));
    }

    [Test]
    public void A_cap_stops_a_run_and_a_higher_one_lets_it_go_on()
    {
        using var persim = new Persim();
        var whole = Hash(persim.Run([.. Town("whole"), "--json"]));

        var stopped = persim.Run([.. Town("capped"), "--set", "minds.agents.caps.calls=200"]);
        var resumed = persim.Run("resume", "capped", "--set", "minds.agents.caps.calls=100000", "--json");

        Assert.That(stopped.ExitCode, Is.EqualTo(1));
        Assert.That(stopped.Output, Does.Contain("calls").And.Contain("persim resume capped --set minds.agents.caps.calls=..."));
        Assert.That(Hash(resumed), Is.EqualTo(whole));
    }

    [Test]
    public void The_published_names_of_options_work()
    {
        using var persim = new Persim();

        persim.Run("run", "town.small", "--mock-model", "--steps", "2", "--max-events", "4", "--env", "open", "--difficulty", "3", "--population", "8").IsFine();
        var viewer = persim.Run("run", "town.small", "--mock", "--viewer");

        Assert.That(Directory.GetDirectories(Path.Combine(persim.Home, "runs")).Select(Path.GetFileName), Is.EqualTo(new[] { "town.small-steer-7" }));
        viewer.IsOneLineOfError(1, "--viewer", "still to come", "--live");
    }

    internal static string Hash(Result result) => result.IsFine().Json.GetProperty("event_hash").GetString()!;
}
