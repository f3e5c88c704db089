using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Cli.Commands;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Tests;

/// <summary>The study of reputation from the command line, under its published flags, and its interactive loop.</summary>
public sealed class ReputationCommandTests
{
    private Persim _persim = null!;

    [SetUp]
    public void Begin()
    {
        _persim = new Persim();
        var configs = Directory.CreateDirectory(Path.Combine(_persim.Home, "runs", "configs")).FullName;
        File.Copy(Path.Combine(Testing.Repository.Root, "runs", "configs", "reputation.yaml"), Path.Combine(configs, "reputation.yaml"));
    }

    [TearDown]
    public void End() => _persim.Dispose();

    [TestCase("--scenario", "pd", "pd_game")]
    [TestCase("--mode", "s", "sign_up")]
    [TestCase("--mode", "INVEST", "investment")]
    public void A_run_takes_the_published_flags(string flag, string value, string scenario)
    {
        var result = _persim.Run("run", "reputation", "--mock", flag, value, "--steps", "2", "--reputation", "y", "--gossip", "n", "--run-id", "r");

        result.IsFine();
        var config = File.ReadAllText(Path.Combine(_persim.Home, "runs", "r", "config.yaml"));
        Assert.That(config, Does.Contain($"scenario: {scenario}").And.Contain("gossip: false").And.Contain("reputation: true"));
        Assert.That(JsonDocument.Parse(File.ReadAllText(Path.Combine(_persim.Home, "runs", "r", "manifest.json"))).RootElement.GetProperty("ticks_done").GetInt64(), Is.EqualTo(2));
    }

    [TestCase("--scenario chess", "there are investment")]
    [TestCase("--gossip maybe", "--gossip takes y or n")]
    [TestCase("--from-seed nowhere.json", "nowhere.json does not exist")]
    [TestCase("--env open", "--env belongs to another study")]
    public void What_cannot_be_used_is_named(string flags, string says)
    {
        var result = _persim.Run(["run", "reputation", "--mock", "--steps", "1", .. flags.Split(' ')]);

        result.IsOneLineOfError(1, says);
    }

    [Test]
    public void What_people_learned_goes_into_a_file_and_into_a_new_run()
    {
        _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--steps", "3", "--run-id", "first");
        _persim.Run("run", "reputation", "--mock", "--scenario", "s", "--steps", "3", "--run-id", "second");

        var exported = _persim.Run("export-profiles", "first", "second");
        var inherited = _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--steps", "1", "--from-run", "first", "--run-id", "third");

        Assert.That(exported.IsFine().Json.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "pd_game", "sign_up" }));
        inherited.IsFine();
        Assert.That(_persim.Run("run", "reputation", "--mock", "--scenario", "i", "--from-run", "first").Error, Does.Contain("none for investment"));
    }

    [Test]
    public void A_new_run_goes_on_from_a_step_of_another_as_published()
    {
        _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--steps", "4", "--sim-name", "first").IsFine();

        var plan = _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--steps", "10", "--sim", "first/step_2", "--plan", "--json").IsFine();
        _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--steps", "4", "--sim", "first/step_2", "--sim-name", "second").IsFine();

        Assert.That(plan.Json.GetProperty("ticks").GetInt64(), Is.EqualTo(8), "two of the ten are lived");
        Assert.That(Hash("second"), Is.EqualTo(Hash("first")), "nothing else was asked for");
        _persim.Run("run", "reputation", "--mock", "--sim", "first/step_0").IsOneLineOfError(1, "--from-seed");
        _persim.Run("run", "reputation", "--mock", "--steps", "2", "--sim", "first/step_2", "--plan").IsOneLineOfError(1, "nothing is left to plan");

        string? Hash(string run) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_persim.Home, "runs", run, "manifest.json"))).RootElement.GetProperty("event_hash").GetString();
    }

    [Test]
    public void A_run_keeps_its_own_copy_of_the_people_it_was_given()
    {
        _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--population", "4", "--steps", "2", "--run-id", "first").IsFine();
        var people = Path.Combine(_persim.Home, "people.json");
        File.WriteAllText(people, _persim.Run("export-profiles", "first").IsFine().Output);
        _persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--population", "4", "--steps", "3", "--from-seed", people, "--run-id", "heirs").IsFine();

        File.Delete(people);

        _persim.Run("replay", "heirs").IsFine();
        _persim.Run("resume", "heirs", "--ticks", "+2").IsFine();
        _persim.Run("bundle", "heirs", "-o", Path.Combine(_persim.Home, "heirs.zip")).IsFine();
        _persim.Run("replay", Path.Combine(_persim.Home, "heirs.zip")).IsFine();
    }

    [Test]
    public void The_interactive_loop_runs_saves_and_goes_back()
    {
        var (code, said) = Play("run invest 2\nsave\nrun i 1\nrun pd 1\nrun invest\nrun invest x\nnonsense\nexit\n");

        Assert.That(code, Is.Zero);
        Assert.That(said, Does.Contain("step 2:").And.Contain("saved after 2 steps").And.Contain("step 3:").And.Contain("plays investment").And.Contain("takes a number of steps").And.Contain("'nonsense' is no command").And.Contain("back to 2 steps"));
        _persim.Run("resume", "play-steer-7", "--ticks", "+1").IsFine(); // what was saved is a whole run
    }

    [TestCase("run sign 1\nfin\n", true)]
    [TestCase("run sign 1\n", true, Description = "the input ends: nothing is thrown away unasked")]
    [TestCase("run sign 1\nexit\n", false)]
    public void An_unsaved_game_is_kept_by_fin_and_dropped_by_exit(string lines, bool kept)
    {
        Play(lines);

        Assert.That(Directory.Exists(Path.Combine(_persim.Home, "runs", "play-steer-7")), Is.EqualTo(kept));
    }

    private static (int Code, string Said) Play(string lines)
    {
        using var output = new StringWriter();
        var parsed = PlayCommand.Create().Parse(["--mock"]);
        var code = new PlaySession(parsed, "reputation", output, TextWriter.Null).Run(new StringReader(lines), CancellationToken.None);
        return (code, output.ToString());
    }
}
