using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Exports;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Exports;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim export RUN --to parquet`: a run's tables, its graph, or transcripts for human raters, as files.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string[]> _runs = new("runs") { Description = "Runs, by name or path, also while they go on; RUN@TICK is everything up to a tick.", HelpName = "RUN", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> _to = new("--to") { Description = "parquet, csv, graphml (a file for each kind of tie) or pairs (transcripts without names, for human raters).", HelpName = "FORMAT", DefaultValueFactory = _ => "parquet" };
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "The folder to write, replaced as a whole; by default one named like the format in the run's own.", HelpName = "FOLDER" };
    private static readonly Option<string?> _tables = new("--tables") { Description = "Only these tables.", HelpName = "A,B" };
    private static readonly Option<bool> _codebook = new("--codebook") { Description = "Print what every table and column means, and write nothing." };
    private static readonly Option<bool> _profiles = new("--profiles") { Description = "Reputation: the people with what they learned, as `persim export-profiles` writes them." };
    private static readonly Option<int> _pairs = Whole.Option("--pairs", "With --to pairs: pairs for each trait.", 20, most: 10_000);
    private static readonly Option<ulong?> _seed = Whole.OptionalSeed("With --to pairs: the seed of the draw; by default the run's.");

    private sealed record Report(IReadOnlyList<RunExports.Report> Exports);

    public static Command Create()
    {
        var command = new Command("export", "Writes a run's tables as Parquet or CSV with real column types, its social graph as GraphML, or blinded transcripts for raters.") { _runs, _to, _out, _tables, _codebook, _profiles, _pairs, _seed, RunOptions.Json };
        HelpWithExamples.Declare(command,
            "persim export town.small-steer-7",
            "persim export town.small-steer-7 --to csv --tables actions,people --out tables",
            "persim export town.small-steer-7@99 --to graphml",
            "persim export town.small-steer-7 --to pairs --pairs 30",
            "persim export pd-run invest-run --profiles --out profiles.json",
            "persim export --codebook");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var (runs, target) = (parsed.GetValue(_runs) ?? [], parsed.GetValue(_out));
        if (parsed.GetValue(_codebook))
        {
            output.Write(Codebook.Write());
            return 0;
        }

        if (runs.Length == 0) throw new InputException("export wants a run: persim export RUN --to parquet. `persim export --help` shows what can be written.");
        if (parsed.GetValue(_profiles)) return ExportProfilesCommand.Write(runs, target, parsed, cancellation);
        var format = Format(parsed.GetValue(_to)!);
        var names = parsed.GetValue(_tables)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names is not null && format is not (ExportFormat.Parquet or ExportFormat.Csv)) throw new InputException($"--tables belongs to --to parquet and --to csv, not to --to {parsed.GetValue(_to)}.");
        var tables = ExportTables.Named(names);
        var reports = runs.Select(run => RunExports.Write(run, format, runs.Length == 1 || target is null ? target : Path.Combine(target, RunPlaces.Find(run.Split('@')[0]).Run), tables, parsed.GetValue(_pairs), parsed.GetValue(_seed), parsed.InvocationConfiguration.Error, cancellation)).ToList();
        if (parsed.GetValue(RunOptions.Json)) Json.Write(output, new Report(reports));
        else foreach (var report in reports) output.WriteLine(Told(report));
        return 0;
    }

    private static string Told(RunExports.Report report)
    {
        var what = report.Format switch
        {
            "graphml" => string.Join(", ", report.Files.Select(f => $"{f.File} with {Words.Count(f.Rows, "edge")}")),
            "pairs" => $"{Words.Count(report.Files[0].Rows, "pair")} in {report.Files[0].File}; who they are is in {report.Files[1].File}, which raters must not see",
            _ => $"{Words.Count(report.Files.Count, "table")} with {Words.Count(report.Files.Sum(f => f.Rows), "row")}, {report.Files.Sum(f => f.Bytes) / 1e6:0.0} MB",
        };
        return $"{report.Run}: {what}, in {Folders.Show(report.Folder)}";
    }

    private static ExportFormat Format(string word)
    {
        var known = Enum.GetNames<ExportFormat>().Select(n => n.ToLowerInvariant()).ToList();
        if (known.Contains(word)) return Enum.Parse<ExportFormat>(word, ignoreCase: true);
        var meant = Nearest.Of(word, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        throw new InputException($"--to {word}: there are {string.Join(", ", known)}.{meant}");
    }
}
