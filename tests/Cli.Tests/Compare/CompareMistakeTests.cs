using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>What cannot be compared is refused in one line, and nothing is lost.</summary>
public sealed class CompareMistakeTests
{
    [Test]
    public void Arms_and_seeds_that_cannot_be_are_refused_before_anything_runs()
    {
        using var persim = new Persim();

        persim.Run(CompareTests.Town("c", "none,stear", "2")).IsOneLineOfError(1, "stear", "did you mean steer");
        persim.Run(CompareTests.Town("c", "none", "2,2")).IsOneLineOfError(1, "at least two arms");
        persim.Run(CompareTests.Town("c", "none,steer", "2,2")).IsOneLineOfError(1, "a seed twice");
        persim.Run(CompareTests.Town("c", "none,steer", "9..3")).IsOneLineOfError(1, "upwards");
        persim.Run(CompareTests.Town("c", "none,steer", "x")).IsOneLineOfError(1, "--seeds");
        persim.Run(CompareTests.Town("c", "steer,none2", "2")).IsOneLineOfError(1, "add none");
        persim.Run(CompareTests.Town("c", "none,placebo", "2")).IsOneLineOfError(1, "placebo", "--mock");
        persim.Run(CompareTests.Town("c", "none,steer", "2", "--set", "persona.other_arm=none")).IsOneLineOfError(1, "persona.other_arm", "steer/none");
        persim.Run(CompareTests.Town("c", "none,steer", "2", "--set", "compare.primary={ mesure/trust: {} }")).IsOneLineOfError(1, "mesure/trust");
        persim.Run(CompareTests.Town("../../x y", "none,steer", "2")).IsOneLineOfError(1, "--out");
        persim.Run(CompareTests.Town("c", "none,steer", "2", "--no-runs")).IsOneLineOfError(1, "no comparison");
        persim.Run("compare", "town.small", "--remote", "http://127.0.0.1:9/v1", "--arms", "none,steer", "--seeds", "2").IsOneLineOfError(1, "remote endpoint", "steer");
        persim.Run("compare", "town.small", "--model", TinyModel.Path(), "--arms", "none,placebo", "--seeds", "2").IsOneLineOfError(1, "placebo-E.gguf", "persim vectors placebo");

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False);
    }

    [Test]
    public void A_comparison_goes_on_only_as_what_it_was()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,prompt", "1..1");
        persim.Run(command).IsFine();

        persim.Run([.. command.Where(a => a != "--mock")]).IsOneLineOfError(1, "begun with --mock");
        persim.Run([.. command, "--set", "town.turns=2"]).IsOneLineOfError(1, "town.turns was 4 and is now 2", "--out");
        persim.Run([.. command.Where(a => a != "--mock"), "--model", TinyModel.Path()]).IsOneLineOfError(1, "another configuration");
        Directory.CreateDirectory(Path.Combine(persim.Home, "runs", "mine"));
        File.WriteAllText(Path.Combine(persim.Home, "runs", "mine", "notes.txt"), "mine");
        persim.Run(CompareTests.Town("mine", "none,steer", "2")).IsOneLineOfError(1, "no comparison", "--out");
    }

    [Test]
    public void A_run_of_another_configuration_or_with_other_texts_is_not_compared()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,steer", "2");
        persim.Run(command).IsFine();
        var folder = Path.Combine(persim.Home, "runs", "c");

        // another world under the run's name
        Directory.Delete(Path.Combine(folder, "c-steer-8"), recursive: true);
        persim.Run(["run", "town.small", "--mock", "--env", "open", "--population", "8", "--ticks", "10", "--arm", "steer", "--seed", "8", "--set", "town.turns=3", "--set", "town.measure_every=5", "--set", "output.root=runs/c", "--run-id", "c-steer-8", .. CompareTests.OneProbe]).IsFine();
        persim.Run(command).IsOneLineOfError(1, "c-steer-8", "town.turns is 3, expected 4");
        persim.Run([.. command, "--no-runs"]).IsOneLineOfError(1, "c-steer-8");

        // texts edited between two runs
        Directory.Delete(Path.Combine(folder, "c-steer-8"), recursive: true);
        var manifest = Path.Combine(folder, "c-none-7", "manifest.json");
        File.WriteAllText(manifest, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(manifest), "(\"town/rules\": \")[0-9a-f]{8}", "${1}deadbeef"));
        persim.Run(command).IsOneLineOfError(1, "the text town/rules", "edited in between");
    }

    [Test]
    public void A_stopped_run_is_reported_as_such_and_the_same_command_goes_on_with_it()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,steer", "2", "--set", "minds.agents.kind=rule");

        var capped = persim.Run([.. command, "--set", "minds.agents.caps.calls=60"]);
        Assert.That(capped.ExitCode, Is.EqualTo(1), capped.Error);
        Assert.That(capped.Output, Does.Contain("not finished: c-none-7, stopped").And.Contain("refused: 2 of the 2 runs of steer are not finished").And.Contain("0 of 6 runs finished"));

        var whole = persim.Run([.. command, "--set", "minds.agents.caps.calls=100000", "--json"]).IsFine();
        Assert.That(whole.Json.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("status").GetString()), Is.All.EqualTo("finished"));
    }

    [Test]
    public void What_was_not_declared_beforehand_stands_as_after_the_fact()
    {
        using var persim = new Persim();
        var config = Path.Combine(persim.Home, "my.yaml");
        File.WriteAllText(config, "study: town\nseed: 3\npopulation: 6\nticks: 8\ncompare: { primary: { measure/trust/town: { bound: 0.05 } } }\n");

        var declared = persim.Run("prereg", config, "--arms", "none,steer", "--seeds", "2", "--json").IsFine().Json;
        var file = Path.Combine(persim.Home, "my.prereg.json");
        Assert.That(File.ReadAllText(file), Does.Contain(declared.GetProperty("hash").GetString()!));
        persim.Run("prereg", config, "--arms", "none,steer", "--seeds", "9").IsOneLineOfError(1, "exists", "--force");

        // arms and seeds come from the file
        var asDeclared = persim.Run("compare", config, "--mock", "--json").IsFine().Json;
        Assert.That(asDeclared.GetProperty("preregistered").GetBoolean());
        Assert.That(asDeclared.GetProperty("declaredHash").GetString(), Is.EqualTo(declared.GetProperty("hash").GetString()));
        Assert.That(asDeclared.GetProperty("afterTheFact").EnumerateArray(), Is.Empty);
        Assert.That(asDeclared.GetProperty("runs").GetArrayLength(), Is.EqualTo(6));

        // a friendlier outcome, a wider bound and one more seed
        File.WriteAllText(config, File.ReadAllText(config).Replace("0.05 }", "5 }, measure/close_ties/town: { bound: 50 }", StringComparison.Ordinal));
        var later = persim.Run("compare", config, "--mock", "--seeds", "3", "--json").IsFine().Json;
        var changes = later.GetProperty("afterTheFact").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.That(changes, Has.Some.StartWith("seeds:").And.Some.Contains("measure/close_ties/town: not declared").And.Some.StartWith("bound of measure/trust/town"));
        Assert.That(CompareTests.Row(later, "measure/close_ties/town", "steer").GetProperty("family").GetString(), Is.EqualTo("exploratory"));
        Assert.That(CompareTests.Row(later, "measure/trust/town", "steer").GetProperty("bound").GetDouble(), Is.EqualTo(0.05));
        Assert.That(persim.Run("compare", config, "--mock", "--seeds", "3").IsFine().Output, Does.Contain("preregistered").And.Contain("after the fact: seeds"));

        File.WriteAllText(file, File.ReadAllText(file).Replace("0.05", "0.5", StringComparison.Ordinal));
        persim.Run("compare", config, "--mock").IsOneLineOfError(1, "edited after it was written");
    }
}
