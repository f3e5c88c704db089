using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Cli.Tests.Runs;

namespace PersonaSim.Cli.Tests.Sweeps;

/// <summary>Sweeps are runs like others, once each, with a table behind them.</summary>
public sealed class SweepTests
{
    internal static string[] Sweep(params string[] more) => ["sweep", "town.small", "--mock", "--env", "open", "--population", "6", "--ticks", "8", .. more];

    [Test]
    public void Every_cell_is_the_run_with_its_settings_and_only_what_is_missing_is_run_again()
    {
        using var persim = new Persim();
        string[] sweep = Sweep("--grid", "persona.traits.E=-1,1", "--grid", "seed=1..2", "--out", "sw");

        var first = persim.Run([.. sweep, "--json"]).IsFine().Json;
        var table = File.ReadAllText(Path.Combine(persim.Home, "sw", "cells.csv"));
        var kept = File.ReadAllText(Manifest(persim, 1));
        Directory.Delete(Path.GetDirectoryName(Manifest(persim, 3))!, recursive: true);
        var second = persim.Run("sweep", "sw", "--json").IsFine().Json;
        var alone = RunTests.Hash(persim.Run("run", "town.small", "--mock", "--env", "open", "--population", "6", "--ticks", "8", "--set", "persona.traits.E=1", "--seed", "1", "--json"));

        Assert.That(first.GetProperty("finished").GetInt32(), Is.EqualTo(4));
        Assert.That(table.Trim().Split('\n'), Has.Length.EqualTo(5));
        Assert.That(table, Does.StartWith("cell,run,persona.traits.E,seed,status,ticks_done,event_hash,").And.Contain("gini_money"));
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "sw", "cells.csv")), Is.EqualTo(table), "the cell that was run again gave the same");
        Assert.That(File.ReadAllText(Manifest(persim, 1)), Is.EqualTo(kept), "finished cells are passed over");
        Assert.That(second.GetProperty("cells")[2].GetProperty("eventHash").GetString(), Is.EqualTo(alone));
        Assert.That(first.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("eventHash").GetString()).Distinct().Count(), Is.EqualTo(4));
    }

    [Test]
    public void Several_processes_give_the_same_table()
    {
        using var persim = new Persim();
        string[] grid = ["--grid", "town.memory=full,none"];

        persim.Run(Sweep([.. grid, "--out", "one"])).IsFine();
        persim.Run(Sweep([.. grid, "--out", "two", "--jobs", "2"])).IsFine();

        Assert.That(Rows(persim, "two"), Is.EqualTo(Rows(persim, "one")));
    }

    [Test]
    public void Mistakes_are_found_before_anything_is_written()
    {
        using var persim = new Persim();

        persim.Run(Sweep("--grid", "sed=1,2")).IsOneLineOfError(1, "sed", "did you mean seed?");
        persim.Run(Sweep("--grid", "persona.traits.Q=1,2")).IsOneLineOfError(1, "persona.traits.Q", "E, A, C, N, O");
        persim.Run(Sweep("--grid", "seed=1,x")).IsOneLineOfError(1, "seed");
        persim.Run(Sweep()).IsOneLineOfError(1, "sweep wants a grid");
        persim.Run("sweep", "town.small", "--collect").IsOneLineOfError(1, "no sweep's folder");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False);

        persim.Run(Sweep("--grid", "seed=1,2", "--out", "sw")).IsFine();
        persim.Run(Sweep("--grid", "seed=1,3", "--out", "sw")).IsOneLineOfError(1, "holds another sweep", "persim sweep sw");
        persim.Run("sweep", "sw", "--cell", "9").IsOneLineOfError(1, "--cell 9", "1 to 2");
        persim.Run("sweep", "sw", "--grid", "seed=1,3").IsOneLineOfError(1, "has its grid");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Slurm's scripts are for bash")]
    public void As_a_slurm_array_nothing_runs_and_the_scripts_are_bash()
    {
        using var persim = new Persim();

        persim.Run(Sweep("--grid", "seed=1..3", "--slurm", "it's here", "--jobs", "2", "--sbatch", "--gres=gpu:1")).IsFine();
        var folder = Path.Combine(persim.Home, "it's here");
        var array = File.ReadAllText(Path.Combine(folder, "array.sbatch"));

        Assert.That(array, Does.Contain("#SBATCH --array=1-3%2\n").And.Contain("#SBATCH --gres=gpu:1\n"));
        Assert.That(Directory.GetDirectories(Path.Combine(folder, "cells")), Is.Empty);
        foreach (var script in new[] { "array.sbatch", "collect.sbatch", "submit.sh" })
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", Path.Combine(folder, script)]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            Assert.That(Persim.Finish(bash).ExitCode, Is.Zero, script);
        }
    }

    private static string Manifest(Persim persim, int cell) => Path.Combine(persim.Home, "sw", "cells", $"cell-00{cell}", "manifest.json");

    private static string Rows(Persim persim, string sweep) => File.ReadAllText(Path.Combine(persim.Home, sweep, "cells.csv"));
}
