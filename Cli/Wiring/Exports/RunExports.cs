using System.Text.Json;
using PersonaSim.Engine.Exports;
using PersonaSim.Engine.Exports.Graphs;
using PersonaSim.Engine.Exports.Pairs;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Cli.Wiring.Exports;

/// <summary>Writes one run's export into a folder that appears whole.</summary>
internal static class RunExports
{
    /// <summary>What the folder's own <c>export.json</c> says, and <c>--json</c>.</summary>
    public sealed record Report(string Run, string Format, string Folder, string Status, long TicksDone, long? Tick, string Persim, IReadOnlyList<ExportedFile> Files);

    public static Report Write(string run, ExportFormat format, string? target, IReadOnlyList<ExportTable> tables, int pairs, ulong? seed, TextWriter error, CancellationToken cancellation)
    {
        using var open = OpenRun.Of(run, error);
        var source = open.Source;
        var name = format.ToString().ToLowerInvariant();
        using var draft = new DraftFolder(target ?? Path.Combine(open.Folder.Path, name));
        using var line = new ProgressLine(error, $"exporting {open.Folder.Run}", 1000);
        void Show(long done, long total) => line.Report(total == 0 ? 0 : 1000 * done / total);
        var files = format switch
        {
            ExportFormat.Graphml => GraphExport.Write(source, draft.Path, cancellation),
            ExportFormat.Pairs => PairExport.Write(source, new PairOptions(pairs, open.Parts.Config.Probes.ObserverLines, seed ?? source.Manifest.Seed, Questions()), draft.Path, cancellation),
            _ => TableExport.Write(source, tables, format, draft.Path, Show, cancellation),
        };
        if (format is ExportFormat.Parquet or ExportFormat.Csv) File.WriteAllText(Path.Combine(draft.Path, "codebook.md"), Codebook.Write());
        var report = new Report(source.Manifest.Run, name, "", source.Manifest.Status.ToString().ToLowerInvariant(), source.Manifest.TicksDone, source.Tick, ProgramVersion.Text, files);
        File.WriteAllText(Path.Combine(draft.Path, DraftFolder.Marker), JsonSerializer.Serialize(report with { Folder = "." }, Json.Options) + "\n");
        cancellation.ThrowIfCancellationRequested();
        return report with { Folder = draft.Keep() };
    }

    private static IReadOnlyList<string> Questions()
    {
        var library = new PromptLibrary(Folders.Prompts);
        return [.. Engine.Agents.Personas.Traits.Letters.Select(l => library["pairs/" + l].Fill().Trim())];
    }
}
