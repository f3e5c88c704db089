using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>A sweep on disk: its plan, a configuration for each cell, and the cells' runs.</summary>
internal sealed class SweepFolder
{
    private SweepFolder(string path, SweepPlan plan) => (Path, Plan) = (path, plan);

    public string Path { get; }

    public SweepPlan Plan { get; }

    /// <summary>Where the cells' runs lie.</summary>
    public string Runs => System.IO.Path.Combine(Path, "cells");

    public string Table => System.IO.Path.Combine(Path, "cells.csv");

    public string ConfigOf(SweepCell cell) => System.IO.Path.Combine(Runs, cell.Run + ".yaml");

    public static SweepFolder Open(string path) => new(System.IO.Path.GetFullPath(path), SweepPlan.Read(path));

    /// <summary>Plans a sweep; every cell's configuration is read first, so a wrong value is found before anything runs. The same sweep again is opened as it is.</summary>
    /// <param name="bind">The configuration with settings over it.</param>
    public static SweepFolder Begin(string path, string config, RunRequest request, IReadOnlyList<GridAxis> axes, Func<IReadOnlyList<string>, BoundConfig> bind)
    {
        path = System.IO.Path.GetFullPath(path);
        var runs = System.IO.Path.Combine(path, "cells");
        var texts = GridAxis.Cells(axes).Select(values =>
        {
            var bound = bind([.. axes.Select((axis, i) => $"{axis.Key}={values[i]}"), $"output.root={ConfigText.Quote(runs)}"]);
            return (Values: values, Text: RunSecrets.Without(ConfigText.Canonical(bound), bound.As<RunConfig>()));
        }).ToList();
        var width = Math.Max(3, texts.Count.ToString(CultureInfo.InvariantCulture).Length);
        var cells = texts.Select((t, i) => new SweepCell(i + 1, "cell-" + (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'), t.Values, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(t.Text))))).ToList();
        var folder = new SweepFolder(path, new SweepPlan(config, request.Mock, request.Prompts, axes, cells));
        if (SweepPlan.IsFolder(path)) return folder.RequireSame(Open(path));
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new InputException($"{Folders.Show(path)} holds something that is no sweep: give the sweep a folder of its own with --out.");
        Directory.CreateDirectory(runs);
        for (var i = 0; i < cells.Count; i++) File.WriteAllText(folder.ConfigOf(cells[i]), texts[i].Text);
        File.WriteAllText(System.IO.Path.Combine(path, SweepPlan.FileName), folder.Plan.Write());
        return folder;
    }

    private SweepFolder RequireSame(SweepFolder there)
    {
        var (mine, its) = (Plan.Cells, there.Plan.Cells);
        if (mine.Count == its.Count && mine.Zip(its).All(p => p.First.ConfigHash == p.Second.ConfigHash) && Plan.Mock == there.Plan.Mock) return there;
        throw new InputException($"{Folders.Show(Path)} holds another sweep ({its.Count} cells over {string.Join(", ", there.Plan.Axes.Select(a => a.Key))}; or its configuration was another one). Go on with that one by `persim sweep {Folders.Show(Path)}`, or start this one in another folder with --out.");
    }

    /// <summary>A cell's run, or null where it was not begun.</summary>
    public RunFolder? RunOf(SweepCell cell) => File.Exists(System.IO.Path.Combine(Runs, cell.Run, "manifest.json")) ? RunFolder.Find(Runs, cell.Run) : null;

    /// <summary>A cell by its number, from 1.</summary>
    public SweepCell Cell(int number) => number >= 1 && number <= Plan.Cells.Count ? Plan.Cells[number - 1] : throw new InputException($"--cell {number}: {Folders.Show(Path)} has the cells 1 to {Plan.Cells.Count}.");
}
