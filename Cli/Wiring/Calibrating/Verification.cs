using System.CommandLine;
using PersonaSim.Engine.Reports.Cards;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Native;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>`--verify` of `persim card` and of `persim vectors calibrate`: which cards, what is printed, and the page.</summary>
internal static class Verification
{
    // what the cards themselves say, or what only a calibration makes
    private static readonly Option[] _notHere = [CalibrateOptions.Instrument, CalibrateOptions.Doses, CalibrateOptions.Permuted, CalibrateOptions.Seed, CalibrateOptions.Scope, CalibrateOptions.Quick, CalibrateOptions.Keep];

    private sealed record TraitReport(string Trait, VerifiedFile Verified);

    private sealed record Report(string Model, string Folder, string? Page, ItemOpenings Openings, IReadOnlyList<TraitReport> Traits);

    /// <param name="path">The file on which the cards are tried.</param>
    /// <param name="page">Where a page goes, by the folder of the cards; null: none is written.</param>
    /// <param name="notHere">Further options of the command that have no part in this.</param>
    public static int Run(ParseResult parsed, string path, Func<string, string>? page, IEnumerable<Option> notHere, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (_notHere.Concat(notHere).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given) throw new InputException($"--verify measures what the cards say and makes nothing anew, so {given.Name} has no part in it: leave it out.");
        var file = VectorFiles.BaseOf(path);
        var folder = parsed.GetValue(CalibrateOptions.Vectors) is { } named ? Path.GetFullPath(named) : FolderOfAnother(file, error);
        var target = page is null ? null : Path.GetFullPath(page(folder));
        foreach (var place in new[] { folder, Path.GetDirectoryName(target) }.OfType<string>())
        {
            if (Folders.WhyNotWritable(place) is { } reason) throw new InputException($"nothing can be written to {Folders.Show(place)}: {reason}.");
        }

        var cards = VerifySession.Require(CalibrateOptions.TraitsIn(parsed, folder).ToDictionary(t => t, t => VectorFiles.CardOf(folder, t)), folder, file);
        using var model = ModelFiles.Load(path, error, parsed.GetValue(CalibrateOptions.GpuLayers), cancellation);
        var (verified, openings) = VerifySession.Run(parsed, model, file, folder, cards, error, cancellation);
        if (target is not null) PageFile.Write(target, (VerifiedReport.Of(file.Name, ModelCard.About(path), [.. verified.Select(v => (cards[v.Key], v.Value))], openings, $"Made by persim {ProgramVersion.Text}.") with { Banners = Banners.Of([("llama", path, ModelCard.Read(path).Origin)]) }).Html());
        var report = new Report(path, folder, target, openings, [.. verified.Select(v => new TraitReport(v.Key.ToString(), v.Value))]);
        if (parsed.GetValue(CalibrateOptions.Json)) Json.Write(output, report);
        else Print(output, report);
        return verified.Values.All(v => v.Accepted) ? 0 : 1;
    }

    private static void Print(TextWriter output, Report report)
    {
        foreach (var trait in report.Traits) output.WriteLine($"{trait.Trait}: {(trait.Verified.Accepted ? "holds" : "does not hold")} on {Path.GetFileName(report.Model)}: {trait.Verified.Reason}.");
        output.WriteLine($"The items that judge were opened {report.Openings} for this file of the model, this time included.");
        output.WriteLine($"Cards: {Folders.Show(report.Folder)}.{(report.Page is null ? "" : $" Page: {Folders.Show(report.Page)}, which needs no network.")}");
    }

    // the one folder whose cards were calibrated on another file of the same model
    private static string FolderOfAnother(BaseModel file, TextWriter error)
    {
        var all = Path.Combine(Folders.Models, "vectors");
        List<string> found = [.. (Directory.Exists(all) ? Directory.EnumerateDirectories(all) : []).Order(StringComparer.Ordinal).Where(f => TraitFacets.Letters.Any(l => IsOfAnother(CardFile.Find(CardFile.PathOf(VectorFiles.PathOf(f, l.ToString()))))))];
        if (found.Count != 1) throw new InputException($"--verify wants the folder of the cards that were calibrated on another quantisation of {file.Name} (--vectors models/vectors/NAME): {(found.Count == 0 ? $"none in {Folders.Show(all)} has such" : "there are several, " + string.Join(", ", found.Select(Folders.Show)))}.");
        error.WriteLine($"persim: note: the cards in {Folders.Show(found[0])} are of another file of this model.");
        return found[0];

        bool IsOfAnother(DoseCard? card) => card is { IsCalibrated: true } && card.Computed.Model.Base == file.Base && card.Computed.Model.Sha256 != file.Sha256;
    }
}
