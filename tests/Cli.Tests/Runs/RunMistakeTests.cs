using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>What a user can get wrong with runs: one clear line, nothing lost.</summary>
public sealed class RunMistakeTests
{
    [Test]
    public void Unknown_names_are_met_with_the_nearest()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("known", 2)).IsFine();

        persim.Run("run", "town.smal", "--mock").IsOneLineOfError(1, "town.smal", "town.small");
        persim.Run("resume", "knwon").IsOneLineOfError(1, "known", "persim run");
        persim.Run("replay", "nothing").IsOneLineOfError(1, "nothing");
        persim.Run("inspect", "known@7", "Ada").IsOneLineOfError(1, "2 ticks", "no tick 7");
        persim.Run("inspect", "known@x", "Ada").IsOneLineOfError(1, "RUN@TICK");
        persim.Run("inspect", "known", "Nobody").IsOneLineOfError(1, "Nobody", "persim inspect known");
        persim.Run("run", "town.small", "--mock", "--set", "persona.arms=steer").IsOneLineOfError(1, "persona.arm");
        persim.Run("run", "town.small", "--mock", "--arm", "stear").IsOneLineOfError(1, "stear", "steer");
        persim.Run("run", "town.small", "--mock", "--env", "reserch").IsOneLineOfError(1, "reserch", "research");
    }

    [Test]
    public void What_is_missing_is_named_before_anything_is_written()
    {
        using var persim = new Persim();

        persim.Run("run", "town.small", "--arm", "none").IsOneLineOfError(1, "persim-nano", "--mock");
        persim.Run("run", "town.small", "--mock", "--prompts", Path.Combine(persim.Home, "empty")).IsOneLineOfError(1, "empty", "--prompts");
        persim.Run("run", "nowhere.yaml", "--mock").IsOneLineOfError(1, "nowhere.yaml");
        persim.Run("run", "town.small", "--mock", "--from", "gone@3").IsOneLineOfError(1, "gone");

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False);
    }

    [Test]
    public void A_name_that_is_taken_and_a_run_that_is_finished_are_refused()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("taken", 2)).IsFine();

        persim.Run(RunTests.Town("taken", 2)).IsOneLineOfError(1, "taken", "persim resume taken");
        persim.Run("resume", "taken").IsOneLineOfError(1, "finished", "--ticks +100");
        persim.Run("resume", "taken", "--ticks", "1").IsOneLineOfError(1, "lived 2 ticks");
        persim.Run("resume", "taken", "--ticks", "+2", "--set", "seed=9").IsOneLineOfError(1, "seed", "--from taken@");
        persim.Run("run", "town.small", "--mock", "--run-id", "../out").IsOneLineOfError(1, "../out", "letters");
    }

    [Test]
    public void Edited_texts_change_later_runs_and_never_one_that_has_begun()
    {
        using var persim = new Persim();
        var prompts = Path.Combine(persim.Home, "prompts");
        Copy(Path.Combine(PersonaSim.Testing.Repository.Root, "prompts"), prompts);
        var whole = RunTests.Hash(persim.Run([.. RunTests.Town("whole", 8), "--json"]));
        persim.Run(RunTests.Town("edited", 4)).IsFine();
        foreach (var file in Directory.EnumerateFiles(prompts, "*.md", SearchOption.AllDirectories).Where(f => f.Contains("town", StringComparison.Ordinal))) File.AppendAllText(file, "// a remark\nOne more sentence.\n");

        Assert.That(RunTests.Hash(persim.Run("resume", "edited", "--ticks", "+4", "--json")), Is.EqualTo(whole));
        persim.Run("replay", "edited").IsFine();
        var own = Path.Combine(persim.Home, "runs", "edited", "prompts", "town", "act.md");
        File.AppendAllText(own, "Changed.");
        persim.Run("resume", "edited", "--ticks", "+4").IsOneLineOfError(1, "town/act", "own copies");
    }

    [Test]
    public void A_run_with_prompts_of_one_s_own_can_be_resumed_and_replayed()
    {
        using var persim = new Persim();
        var prompts = Path.Combine(persim.Home, "mine");
        Copy(Path.Combine(PersonaSim.Testing.Repository.Root, "prompts"), prompts);
        File.AppendAllText(Path.Combine(prompts, "town", "rules.md"), "Everybody is tired today.\n");

        persim.Run([.. RunTests.Town("mine", 3), "--prompts", prompts]).IsFine();
        Directory.Delete(prompts, recursive: true);

        persim.Run("resume", "mine", "--ticks", "+2").IsFine();
        persim.Run("replay", "mine").IsFine();
        var who = persim.Run("inspect", "mine", "--json").IsFine().Json[0].GetString()!;
        Assert.That(persim.Run("inspect", "mine@4", who).IsFine().Output, Does.Contain("Everybody is tired today."));
    }

    [Test]
    public void An_edited_configuration_is_not_taken_for_the_run_s()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("edited", 3)).IsFine();
        var config = Path.Combine(persim.Home, "runs", "edited", "config.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("fine: 300", "fine: 900"));

        persim.Run("resume", "edited", "--ticks", "+3").IsOneLineOfError(1, "config.yaml", "was changed");
        persim.Run("replay", "edited").IsOneLineOfError(1, "was changed");
    }

    [TestCase("population=16", "population is 16, there 8")]
    [TestCase("town.fine=900", "town.fine is 900, there 300")]
    [TestCase("seed=9", "seed is 9, there 7")]
    [TestCase("town.safety.mode=off", "town.safety.mode")]
    public void A_branch_lives_on_in_its_parent_s_world(string set, string reason)
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("parent", 4)).IsFine();

        persim.Run([.. RunTests.Town("child", 8), "--from", "parent@2", "--set", set]).IsOneLineOfError(1, "parent@2", reason);

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "child")), Is.False);
    }

    [Test]
    public void A_branch_may_have_another_arm_and_other_memories_and_knows_where_it_began()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("parent", 4)).IsFine();

        persim.Run([.. RunTests.Town("child", 8), "--from", "parent@2", "--arm", "none", "--set", "town.memory=none"]).IsFine();
        persim.Run("replay", "child").IsFine();

        persim.Run("inspect", "child@1", "Ada").IsOneLineOfError(1, "parent@1");
    }

    [Test]
    public void Doses_that_could_reach_nobody_are_refused_and_so_are_minds_that_do_not_exist()
    {
        using var persim = new Persim();

        persim.Run("run", "town.small", "--remote", "http://127.0.0.1:9/v1", "--arm", "steer").IsOneLineOfError(1, "steer", "remote", "--arm prompt");
        persim.Run([.. RunTests.Town("judged"), "--set", "probes.observer_mind=judge"]).IsOneLineOfError(1, "observer_mind", "judge");
        persim.Run([.. RunTests.Town("lost"), "--store", "postgres://nobody@127.0.0.1:1/x"]).IsOneLineOfError(1, "127.0.0.1");

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "lost")), Is.False, "the name is free again");
    }

    [Test]
    public void A_damaged_manifest_and_a_lost_database_are_named()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("hurt", 2)).IsFine();
        var folder = Path.Combine(persim.Home, "runs", "hurt");

        File.Move(Path.Combine(folder, "run.db"), Path.Combine(folder, "elsewhere.db"));
        persim.Run("resume", "hurt", "--ticks", "+2").IsOneLineOfError(1, "run.db");
        File.WriteAllText(Path.Combine(folder, "manifest.json"), "{ \"run\": 7 }");
        persim.Run("resume", "hurt").IsOneLineOfError(1, "manifest.json");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
