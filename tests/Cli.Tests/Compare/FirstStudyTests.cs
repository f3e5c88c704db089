using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>The study that was declared before its model existed: what is declared is what would be run, and the way to its pages works.</summary>
public sealed class FirstStudyTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "runs", "configs", "first-study");

    private static IEnumerable<TestCaseData> Studies() =>
    [
        new TestCaseData("first-study", "none,neutral,prompt,steer,both,placebo,deranged"),
        new TestCaseData("first-study-matched", "prompt,steer"),
    ];

    [TestCaseSource(nameof(Studies))]
    public void Arms_seeds_outcomes_and_bounds_are_as_declared(string name, string arms)
    {
        var (declared, now) = Both(name, arms);

        // only until the study is run: then the declaration stays, whatever configurations become
        Assert.That(declared.ChangesTo(now with { ConfigHash = declared.ConfigHash }), Is.Empty, "declare anew (docs/how-to/run-the-first-study.md) as long as nothing was run");
        Assert.That(declared.Seeds, Has.Count.EqualTo(20));
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, "docs", "how-to", "run-the-first-study.md")), Does.Contain($"`{declared.Hash}`"), "its hash is published");
    }

    [TestCaseSource(nameof(Studies))]
    [Category("Full")]
    public void The_configuration_is_as_declared_to_the_last_key(string name, string arms)
    {
        var (declared, now) = Both(name, arms);

        Assert.That(now.Hash, Is.EqualTo(declared.Hash), "a key of the configuration was added or changed: declare anew (docs/how-to/run-the-first-study.md) as long as nothing was run");
    }

    [Test]
    [Category("Full")]
    [Platform(Exclude = "Win", Reason = "a shell script")]
    public void The_dry_run_leads_from_configurations_to_pages_and_goes_on_where_it_was()
    {
        using var persim = new Persim();
        var program = Path.Combine(persim.Home, "persim");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "persim.dll")}' \"$@\"\n");
        using (var executable = Process.Start("chmod", ["+x", program])) executable.WaitForExit();

        var first = Study(program, persim.Home, "--dry-run");
        var manifest = File.ReadAllText(Path.Combine(persim.Home, "runs", "first-study-dry", "first-study-dry-steer-101", "manifest.json"));
        var again = Study(program, persim.Home, "--dry-run");

        Assert.That(first, Does.Contain("21 of 21 runs finished").And.Contain("after the fact: seeds").And.Contain("adherence/behaviour/dosed"));
        Assert.That(again, Does.Contain("21 of 21 runs finished"));
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", "first-study-dry", "first-study-dry-steer-101", "manifest.json")), Is.EqualTo(manifest), "nothing is run twice");
        foreach (var page in new[] { "first-study-dry", "first-study-dry-medium" }) Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", page, "report.html")), Does.Contain("Rule mind: no language model took part"));
    }

    private static (Declaration Declared, Declaration Now) Both(string name, string arms)
    {
        using var persim = new Persim();
        var file = Path.Combine(persim.Home, name + ".json");
        var said = JsonNode.Parse(persim.Run("prereg", Path.Combine(_folder, name + ".yaml"), "--arms", arms, "--seeds", "101..120", "--out", file, "--json").IsFine().Output)!;
        Assert.That(said["file"]!.GetValue<string>(), Is.EqualTo(file), "the shipped one is left alone");
        return (Declaration.Read(Path.Combine(_folder, name + ".prereg.json")), Declaration.Read(file));
    }

    private static string Study(string program, string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_folder, "study.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["PERSIM"], start.Environment["PERSIM_HOME"]) = (program, home);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, output + error.Result);
        return output;
    }
}
