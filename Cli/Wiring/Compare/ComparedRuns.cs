using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Comparison;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>The finished runs of a comparison, asked once more for its page; one store is open at a time.</summary>
internal static class ComparedRuns
{
    /// <summary>The page of a comparison as its last result has it; a result that its runs have left behind is refused.</summary>
    public static ReportPage Page(CompareFolder folder, TextWriter error, CancellationToken cancellation)
    {
        var result = folder.ReadResult();
        foreach (var run in result.Runs)
        {
            var manifest = File.Exists(Path.Combine(folder.Path, run.Run, "manifest.json")) ? RunFolder(folder, run).ReadManifest() : null;
            if (run.EventHash is not null && manifest?.EventHash != run.EventHash) throw new InputException($"{Folders.Show(folder.Result)} speaks of another run {run.Run} than the one that is there ({run.EventHash[..12]}, and there is {manifest?.EventHash?[..12] ?? "none"}): the persim compare command that made it writes it anew.");
        }

        return Page(folder, result, error, cancellation);
    }

    public static void WritePage(CompareFolder folder, ComparisonResult result, string file, TextWriter error, CancellationToken cancellation) =>
        PageFile.Write(file, Page(folder, result, error, cancellation).Html());

    private static ReportPage Page(CompareFolder folder, ComparisonResult result, TextWriter error, CancellationToken cancellation)
    {
        var views = new List<ComparedView>();
        using (var line = new ProgressLine(error, "page of " + folder.Name, result.Runs.Count))
        {
            foreach (var run in result.Runs)
            {
                cancellation.ThrowIfCancellationRequested();
                if (run.EventHash is not null) views.Add(Read(folder, run));
                line.Advance();
            }
        }

        return ComparisonReport.Of(new ComparisonView(result, views, File.ReadAllText(folder.ConfigPath)), $"Comparison {folder.Name}. Page by persim {ProgramVersion.Text}.");
    }

    private static ComparedView Read(CompareFolder folder, RunSummary run)
    {
        var there = RunFolder(folder, run);
        var manifest = there.ReadManifest();
        var parts = RunParts.Make(RunPlaces.Config(there, []), there, vectorHashes: manifest.Vectors);
        using var store = RunPlaces.OpenRead(there, parts.Config);
        return ComparedView.Read(run.Arm, run.Seed, manifest, CompareRuns.People(parts), store);
    }

    private static Engine.Runs.RunFolder RunFolder(CompareFolder folder, RunSummary run) => Engine.Runs.RunFolder.Find(folder.Path, run.Run);
}
