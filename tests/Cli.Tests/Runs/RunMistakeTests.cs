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
    public void Changed_texts_are_named_when_a_run_goes_on()
    {
        using var persim = new Persim();
        var prompts = Path.Combine(persim.Home, "prompts");
        Copy(Path.Combine(PersonaSim.Testing.Repository.Root, "prompts"), prompts);
        persim.Run(RunTests.Town("edited", 4)).IsFine();
        var file = Directory.EnumerateFiles(Path.Combine(prompts, "town"), "*.md").Order(StringComparer.Ordinal).First(f => File.ReadAllText(Path.Combine(persim.Home, "runs", "edited", "manifest.json")).Contains($"\"town/{Path.GetFileNameWithoutExtension(f)}\"", StringComparison.Ordinal));
        File.AppendAllText(file, "One more sentence.\n");

        persim.Run("resume", "edited", "--ticks", "+4").IsOneLineOfError(1, "town/" + Path.GetFileNameWithoutExtension(file), "--from edited@3");
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
