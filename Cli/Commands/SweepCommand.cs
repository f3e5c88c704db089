using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Cli.Wiring.Sweeps;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim sweep CONFIG --grid KEY=V,V`: a run for each combination of settings, here or on a cluster, and a table of what came of them.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string> _config = new("config") { Description = "A study's YAML file, or the name of one in runs/configs; or the folder of a sweep, to go on with it.", HelpName = "CONFIG|FOLDER" };
    private static readonly Option<string[]> _grid = new("--grid") { Description = "A setting and its values, as KEY=V1,V2 or KEY=1..5; keys as --set takes them; may be repeated.", HelpName = "KEY=VALUES", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "The sweep's folder; by default runs/NAME-sweep.", HelpName = "FOLDER" };
    private static readonly Option<int?> _jobs = Whole.Optional("--jobs", "Runs at once, in processes of their own (with --slurm: tasks at once); by default one after the other in this one.", most: 1024);
    private static readonly Option<string?> _slurm = new("--slurm") { Description = "Run nothing: write the sweep as a Slurm array into this folder, with a job that collects.", HelpName = "FOLDER" };
    private static readonly Option<string[]> _sbatch = new("--sbatch") { Description = "With --slurm: a further #SBATCH line, e.g. --sbatch=--gres=gpu:1; may be repeated.", HelpName = "LINE", DefaultValueFactory = _ => [] };
    private static readonly Option<int?> _cell = Whole.Optional("--cell", "With a sweep's folder: run this cell alone; what an array's task calls.");
    private static readonly Option<bool> _collect = new("--collect") { Description = "With a sweep's folder: run nothing, write the table of what is there." };

    private sealed record CellReport(int Cell, string Run, IReadOnlyDictionary<string, string> Grid, string Status, long TicksDone, string? EventHash, IReadOnlyDictionary<string, double> Measures);

    private sealed record Report(string Folder, string Table, int Finished, IReadOnlyList<CellReport> Cells);

    private sealed record Written(string Folder, int Cells, string Submit);

    public static Command Create()
    {
        var command = new Command("sweep", "Runs a study for each combination of settings, resumable as a whole, and writes a table with every run's measures at its end.")
        {
            _config, _grid, RunOptions.Mock, RunOptions.Model, RunOptions.Remote, RunOptions.Arm, RunOptions.Seed, RunOptions.Ticks, RunOptions.Population, RunOptions.Set, RunOptions.Store, RunOptions.Threads, RunOptions.Prompts,
            _out, _jobs, _slurm, _sbatch, _cell, _collect, RunOptions.Json,
        };
        foreach (var option in StudyOptions.All) command.Add(option);
        HelpWithExamples.Declare(command,
            "persim sweep town.small --mock --grid persona.traits.E=-1,0,1 --grid seed=1..5",
            "persim sweep town.small --mock --grid town.memory=full,none --grid town.events=none,some --jobs 4 --out runs/ablation",
            "persim sweep runs/ablation",
            "persim sweep town.medium --model my-8b.gguf --grid minds.agents.vectors=layers-12-16,layers-20-24 --grid population=50,100 --slurm cluster --sbatch=--gres=gpu:1",
            "persim sweep cluster --collect");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (error, output) = (parsed.InvocationConfiguration.Error, parsed.InvocationConfiguration.Output);
        var sweep = Open(parsed);
        if (parsed.GetValue(_slurm) is not null)
        {
            SlurmScripts.Write(sweep, parsed.GetValue(_sbatch) ?? [], parsed.GetValue(_jobs));
            var submit = Path.Combine(sweep.Path, SlurmScripts.Submit);
            if (parsed.GetValue(RunOptions.Json)) Json.Write(output, new Written(sweep.Path, sweep.Plan.Cells.Count, submit));
            else output.WriteLine($"{Words.Count(sweep.Plan.Cells.Count, "cell")} as a Slurm array in {Folders.Show(sweep.Path)}. Submit it: {Folders.Show(submit)}; the table will be {Folders.Show(sweep.Table)}");
            return 0;
        }

        var runner = new SweepRunner(sweep, error, cancellation);
        if (parsed.GetValue(_cell) is { } number) return One(runner, sweep.Cell(number), output);
        if (!parsed.GetValue(_collect))
        {
            if (parsed.GetValue(_jobs) is > 1 and var jobs) SweepChildren.RunAll(sweep, jobs, error, cancellation);
            else runner.RunAll();
        }

        var rows = SweepTable.Collect(sweep, error, cancellation);
        var open = rows.Where(r => r.Status != "finished").ToList();
        if (parsed.GetValue(RunOptions.Json)) Json.Write(output, new Report(sweep.Path, sweep.Table, rows.Count - open.Count, [.. rows.Select(r => new CellReport(r.Cell.Number, r.Cell.Run, sweep.Plan.Axes.Select((a, i) => (a.Key, Value: r.Cell.Values[i])).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), r.Status, r.TicksDone, r.EventHash, r.Measures))]));
        else output.WriteLine($"{Words.Count(rows.Count - open.Count, "cell")} of {rows.Count} finished, in {Folders.Show(sweep.Table)}{(open.Count == 0 ? "" : $"; not finished: {string.Join(", ", open.Take(5).Select(r => $"{r.Cell.Run} ({r.Status})"))}{(open.Count > 5 ? ", ..." : "")}. Go on with: persim sweep {Folders.Show(sweep.Path)}")}");
        return open.Count == 0 ? 0 : 1;
    }

    private static int One(SweepRunner runner, SweepCell cell, TextWriter output)
    {
        var manifest = runner.Run(cell);
        output.WriteLine($"{cell.Run} ({runner.Told(cell)}): {manifest.Status.ToString().ToLowerInvariant()} after {Words.Count(manifest.TicksDone, "tick")}");
        return manifest.Status == RunStatus.Finished ? 0 : 1;
    }

    // whatever can be wrong with a cell's people and study is found before anything is written
    private static BoundConfig Tried(BoundConfig bound, RunRequest request)
    {
        _ = RunParts.Make(bound, prompts: request.Prompts);
        return bound;
    }

    private static SweepFolder Open(ParseResult parsed)
    {
        var (name, grid) = (parsed.GetRequiredValue(_config), parsed.GetValue(_grid) ?? []);
        if (SweepPlan.IsFolder(name))
        {
            if (grid.Length > 0) throw new InputException($"{name} is a sweep that has its grid; --grid belongs to a new one (persim sweep CONFIG --grid ...).");
            return SweepFolder.Open(name);
        }

        if (parsed.GetValue(_cell) is not null || parsed.GetValue(_collect)) throw new InputException($"{name} is no sweep's folder (it has no {SweepPlan.FileName}), and --cell and --collect want one.");
        if (grid.Length == 0) throw new InputException("sweep wants a grid: --grid KEY=V1,V2, e.g. --grid persona.traits.E=-1,0,1 --grid seed=1..5. For a single run there is `persim run`.");
        var (slurm, target) = (parsed.GetValue(_slurm), parsed.GetValue(_out));
        if (slurm is not null && target is not null && Path.GetFullPath(slurm) != Path.GetFullPath(target)) throw new InputException("--slurm names the sweep's folder already: leave --out away.");
        var request = new RunRequest(parsed.GetValue(RunOptions.Mock)) { Prompts = parsed.GetValue(RunOptions.Prompts) };
        var config = RunConfigs.NameOf(RunConfigs.Find(name));
        return SweepFolder.Begin(slurm ?? target ?? Path.Combine(Folders.Runs, config + "-sweep"), config, request, [.. grid.Select(GridAxis.Parse)], more => Tried(RunConfigs.Load(parsed, name, more).Bound, request));
    }
}
