using System.Text.Json;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Nightly;

/// <summary>`persim nightly` over one tiny configuration of its own.</summary>
public sealed class NightlyTests
{
    [Test]
    public void A_night_is_accepted_comes_again_and_says_which_number_moved()
    {
        using var persim = Home("tiny", 8);
        var first = persim.Run("nightly", "--json");
        Assert.That(first.ExitCode, Is.EqualTo(1), first.Error);
        Assert.That(Study(first).GetProperty("status").GetString(), Is.EqualTo("NoBaseline"));
        Assert.That(Study(first).GetProperty("message").GetString(), Does.Contain("--only tiny-rule --accept"));
        Assert.That(Directory.Exists(Baselines(persim)), Is.False, "nothing is written that nobody accepted");

        persim.Run("nightly", "--accept").IsFine();
        var file = Path.Combine(Baselines(persim), "tiny-rule.json");
        var accepted = File.ReadAllText(file);
        Assert.That(accepted, Does.Contain("\"persim\": \"0.").And.Contain("event hash after tick 7").And.Contain("measure/trust/town"));
        Assert.That(persim.Run("nightly").IsFine().Output, Does.Contain("tiny-rule: as with persim 0."));
        persim.Run("nightly", "--accept").IsFine();
        Assert.That(File.ReadAllText(file), Is.EqualTo(accepted), "what did not move keeps its baseline");

        // a baseline of an older version that had another value, and another history from the middle on
        var older = JsonDocument.Parse(accepted).RootElement.GetProperty("baseline");
        var trust = older.GetProperty("numbers").GetProperty("measure/trust/town").GetRawText();
        var hash = older.GetProperty("exact").GetProperty("event hash after tick 5").GetString()!;
        File.WriteAllText(file, accepted.Replace($"\"measure/trust/town\": {trust}", "\"measure/trust/town\": 0.25", StringComparison.Ordinal).Replace($"tick 5\": \"{hash}", "tick 5\": \"other", StringComparison.Ordinal).Replace("\"persim\": \"0.1", "\"persim\": \"0.0", StringComparison.Ordinal));
        var moved = persim.Run("nightly");
        Assert.That(moved.ExitCode, Is.EqualTo(1));
        Assert.That(moved.Output, Does.Contain("moved since persim 0.0").And.Contain($"measure/trust/town: 0.25 -> {trust} (").And.Contain("must be equal").And.Contain("history: the baseline's up to tick 4, another after tick 5"));
        var page = File.ReadAllText(Path.Combine(persim.Home, "runs", "nightly", "nightly.html"));
        Assert.That(page, Does.Contain("measure/trust/town").And.Contain("Since persim 0.0").And.Contain(trust));

        var said = persim.Run("nightly", "--json");
        Assert.That(Study(said).GetProperty("moved").EnumerateArray().Select(m => m.GetProperty("name").GetString()), Is.EquivalentTo(new[] { "event hash after tick 5", "measure/trust/town" }));
        persim.Run("nightly", "--accept").IsFine();
        Assert.That(File.ReadAllText(file), Is.EqualTo(accepted));
        Assert.That(Directory.EnumerateFiles(persim.Home, "*.new", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void A_baseline_of_another_format_stops_the_night_before_it_begins()
    {
        using var persim = Home("tiny", 2);
        Directory.CreateDirectory(Baselines(persim));
        var file = Path.Combine(Baselines(persim), "tiny-rule.json");
        File.WriteAllText(file, "{ \"format\": \"persim nightly baseline\", \"version\": 9, \"baseline\": { \"of\": \"the future\" } }");

        persim.Run("nightly").IsOneLineOfError(1, "tiny-rule.json", "format 9", "reads format 1", "--accept");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "nightly")), Is.False, "nothing ran and nothing was written");

        persim.Run("nightly", "--accept").IsFine();
        persim.Run("nightly").IsFine();
    }

    [Test]
    public void A_baseline_of_another_size_is_not_compared_and_a_changed_configuration_is_said()
    {
        using var persim = Home("tiny", 20);
        persim.Run("nightly", "--quick", "--accept").IsFine();
        Assert.That(File.Exists(Path.Combine(Baselines(persim), "tiny-rule-quick.json")));
        var config = Path.Combine(persim.Home, "runs", "configs", "tiny.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("ticks: 20", "ticks: 12", StringComparison.Ordinal));

        var smaller = persim.Run("nightly", "--quick");
        Assert.That(smaller.ExitCode, Is.EqualTo(1));
        Assert.That(smaller.Output, Does.Contain("another size (ticks=16; this night runs as shipped)"));

        File.WriteAllText(config, File.ReadAllText(config).Replace("ticks: 12", "ticks: 40", StringComparison.Ordinal).Replace("seed: 5", "seed: 6", StringComparison.Ordinal));
        Assert.That(persim.Run("nightly", "--quick").Output, Does.Contain("note: the configuration: not the baseline's").And.Contain("from the start or soon after"));
    }

    [Test]
    public void A_study_that_cannot_be_run_is_told_and_keeps_the_baselines_as_they_are()
    {
        using var persim = Home("tiny", 2);
        File.WriteAllText(Path.Combine(persim.Home, "runs", "configs", "broken.yaml"), "study: town\npopulation: 4\nticks: 2\nminds: { others: { kind: rule } }\n");

        var night = persim.Run("nightly");
        Assert.That(night.ExitCode, Is.EqualTo(1));
        Assert.That(night.Output, Does.Contain("broken-rule: failed: probes.observer_mind").And.Contain("tiny-rule: There is no baseline"));
        persim.Run("nightly", "--accept").IsOneLineOfError(1, "broken-rule", "no baseline was written");
        Assert.That(Directory.Exists(Baselines(persim)), Is.False);
        persim.Run("nightly", "--accept", "--only", "tiny").IsFine();
        persim.Run("nightly", "--only", "tyni").IsOneLineOfError(1, "tyni", "tiny");
        persim.Run("nightly", "--model", "gone").IsOneLineOfError(1, "gone");
    }

    [Test]
    public void A_model_s_night_is_held_against_its_own_within_what_the_study_says_does_not_matter()
    {
        using var persim = Home("tiny", 1);
        var config = Path.Combine(persim.Home, "runs", "configs", "tiny.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("population: 6", "population: 2", StringComparison.Ordinal).Replace("arm: steer", "arm: none", StringComparison.Ordinal).Replace("measure_every: 4", "measure_every: 1, turns: 1", StringComparison.Ordinal)
            + "minds: { agents: { kind: llama, model: none, parallel: 2, flash: off, cells: 8192, max_tokens: 8, threads: 1 } }\nprobes: { likert_every: 0, behaviour_every: 0, stability_every: 0, opinions_every: 0, observer_every: 0 }\n");
        var model = Testing.TinyModel.Path("llama", "q8_0");
        var name = "tiny-" + Path.GetFileNameWithoutExtension(model);
        persim.Run("nightly", "--model", model, "--only", name, "--accept").IsFine();

        var file = Path.Combine(Baselines(persim), name + ".json");
        var text = File.ReadAllText(file);
        Assert.That(text, Does.Not.Contain("event hash").And.Contain("the model of minds.agents").And.Contain("tokens/computed share").And.Contain("\"measure/gini_money/town\": {"));
        // somebody else's weights, and a town that was less equal
        var gini = JsonDocument.Parse(text).RootElement.GetProperty("baseline").GetProperty("numbers").GetProperty("measure/gini_money/town").GetProperty("value").GetRawText();
        File.WriteAllText(file, System.Text.RegularExpressions.Regex.Replace(text, "(\"the model of minds.agents\": \")[0-9a-f]{12}", "${1}cafecafecafe").Replace($"gini_money/town\": {{\n        \"value\": {gini}", "gini_money/town\": {\n        \"value\": -3", StringComparison.Ordinal));
        var night = persim.Run("nightly", "--model", model, "--only", name);
        Assert.That(night.ExitCode, Is.EqualTo(1));
        Assert.That(night.Output, Does.Contain("1 of 6 hashes and numbers moved").And.Contain("the model of minds.agents: not the baseline's (cafecafecafe").And.Contain("measure/gini_money/town: -3 -> ").And.Contain("within 0.05"));
    }

    private static Persim Home(string name, int ticks)
    {
        var persim = new Persim();
        var configs = Directory.CreateDirectory(Path.Combine(persim.Home, "runs", "configs")).FullName;
        File.WriteAllText(Path.Combine(configs, name + ".yaml"), $"study: town\nseed: 5\npopulation: 6\nticks: {ticks}\ntown: {{ environment: open, measure_every: 4 }}\npersona: {{ arm: steer }}\n");
        return persim;
    }

    private static string Baselines(Persim persim) => Path.Combine(persim.Home, "runs", "baselines");

    private static JsonElement Study(Result result) => result.Json.GetProperty("studies").EnumerateArray().Single();
}
