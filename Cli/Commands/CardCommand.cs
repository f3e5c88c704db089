using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Calibrating;
using PersonaSim.Engine.Reports.Cards;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Native;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim card MODEL`: everything for a user's own model in one command: vectors, doses, controls, cards and their page.</summary>
internal static class CardCommand
{
    private static readonly Argument<string> _model = new("model") { Description = "A GGUF file, or the name of one in the models folder.", HelpName = "FILE|NAME" };
    private static readonly Option<string?> _sets = new("--sets") { Description = "A folder of contrast sets. [default: prompts/contrast]", HelpName = "DIR" };
    private static readonly Option<string?> _page = new("--page") { Description = "The HTML page. [default: card.html beside the vectors, with --verify verified-MODEL.html]", HelpName = "FILE" };
    private static readonly Option<string> _layers = Shared.Layers();
    private static readonly Option<bool> _discard = Shared.DiscardCaptures();

    private sealed record TraitReport(string Trait, string? Card, string Verdict, string Line, DoseCard? Content);

    private sealed record Report(string Model, string Page, bool Quick, CardPlan Plan, double ComputeSeconds, double CalibrateSeconds, long Questions, long Known, ItemOpenings? Openings, IReadOnlyList<TraitReport> Traits);

    public static Command Create()
    {
        var command = new Command("card", "Does everything for a model of yours: computes its five directions, measures what doses of them achieve beside the controls, writes cards and a page, and says a line a trait.") { _model, _sets, _layers, _page, _discard };
        foreach (var option in CalibrateOptions.All.Where(o => o != CalibrateOptions.Model)) command.Add(option);
        HelpWithExamples.Declare(command, "persim card my.gguf --quick", "persim card my.gguf", "persim card my-8b --layers 8-14 --instrument ipip-neo-120 --json", "persim card my.gguf --traits E,N --page my.html", "persim card my-q8.gguf --vectors models/vectors/my-q4 --verify");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var path = ModelFiles.Find(parsed.GetRequiredValue(_model));
        if (parsed.GetValue(CalibrateOptions.Verify)) return Verification.Run(parsed, path, f => parsed.GetValue(_page) ?? Path.Combine(f, $"verified-{Path.GetFileNameWithoutExtension(path)}.html"), [_sets, _layers, _discard], cancellation);
        var settings = CalibrateOptions.Settings(parsed);
        var folder = Path.GetFullPath(parsed.GetValue(CalibrateOptions.Vectors) ?? VectorFiles.FolderOf(path));
        var page = Path.GetFullPath(parsed.GetValue(_page) ?? Path.Combine(folder, "card.html"));
        var request = Request(parsed, folder);
        foreach (var place in new[] { folder, Path.GetDirectoryName(page)! })
        {
            if (Folders.WhyNotWritable(place) is { } reason) throw new InputException($"nothing can be written to {Folders.Show(place)}: {reason}.");
        }

        using var model = ModelFiles.Load(path, error, parsed.GetValue(CalibrateOptions.GpuLayers), cancellation);
        var sha256 = ModelGate.HashOf(path, ModelFiles.VerdictFolder);
        request = request with { ModelSha256 = sha256 };
        var computer = new VectorComputer(model, request);
        var plan = CardPlan.Of(parsed, model, computer, request.Traits.Count, cancellation);
        var quick = parsed.GetValue(CalibrateOptions.Quick);
        error.WriteLine("persim: " + plan.Words(Path.GetFileName(path), quick));
        var start = TimeProvider.System.GetTimestamp();
        var computed = Compute(computer, folder, error, cancellation);
        var computeSeconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (var warning in computed.Traits.SelectMany(t => t.Warnings)) error.WriteLine("persim: warning: " + warning);
        List<(string Trait, string Reason)> refused = [.. computed.Traits.Where(t => t.Refused is not null).Select(t => (t.Trait, t.Refused!))];
        var cards = computed.Traits.Where(t => t.Refused is null).ToDictionary(t => t.Trait[0], t => CardFile.Beside(t.Path)!);
        var (questions, known, seconds) = (0L, 0L, 0.0);
        IReadOnlyDictionary<char, DoseCard> done = cards;
        if (cards.Count > 0)
        {
            using var session = new CalibrationSession(parsed, model, sha256, folder, cards, settings, error, cancellation);
            done = session.Run();
            foreach (var (trait, card) in done) CardFile.Write(CardFile.PathOf(VectorFiles.PathOf(folder, trait.ToString())), card);
            session.Finish();
            (questions, known, seconds) = (session.Questions, session.Known, session.Seconds);
        }

        List<string> lines = [.. done.Select(d => CalibrationTables.Line(d.Key, d.Value))];
        var shown = CardReport.Of(Path.GetFileName(path), ModelCard.About(path), [.. done.Values], refused, lines, quick, $"Made by persim {ProgramVersion.Text}.");
        PageFile.Write(page, (shown with { Banners = [.. Banners.Of([("llama", path, ModelCard.Read(path).Origin)]), .. shown.Banners] }).Html());
        if (parsed.GetValue(_discard)) RemoveCaptures(folder, request);
        var report = new Report(path, page, quick, plan, computeSeconds, seconds, questions, known, done.Values.FirstOrDefault()?.Openings,
            [.. done.Select(d => new TraitReport(d.Key.ToString(), CardFile.PathOf(VectorFiles.PathOf(folder, d.Key.ToString())), Words.Lower(d.Value.Calibration!.Verdict), CalibrationTables.Line(d.Key, d.Value), d.Value)), .. refused.Select(r => new TraitReport(r.Trait, null, "refused", r.Reason, null))]);
        if (parsed.GetValue(CalibrateOptions.Json)) Json.Write(output, report);
        else Print(output, report, folder);
        return 0;
    }

    private static void Print(TextWriter output, Report report, string folder)
    {
        foreach (var trait in report.Traits) output.WriteLine(trait.Verdict == "refused" ? $"{trait.Trait}: refused before it was measured: {trait.Line}" : trait.Line);
        if (report.Openings is { } opened) output.WriteLine($"The items that judge were opened {opened} for this file of the model, this time included.");
        output.WriteLine($"Cards: {Folders.Show(folder)}. Page: {Folders.Show(report.Page)}, which needs no network.");
    }

    private static ComputeRequest Request(ParseResult parsed, string folder)
    {
        var sets = parsed.GetValue(_sets) ?? Path.Combine(Folders.Prompts, "contrast");
        if (!Directory.Exists(sets)) throw new InputException($"{Folders.Show(sets)} is no folder of contrast sets.");
        var (traits, agree, valence) = ComputeRequest.ReadSets(sets, Traits(parsed));
        return new ComputeRequest("", traits, agree, valence, ContrastFrames.Read(sets), folder) { Layers = LayerChoice.Parse(parsed.GetRequiredValue(_layers)), Threads = parsed.GetValue(CalibrateOptions.Threads), Flash = parsed.GetValue(CalibrateOptions.Flash), KeepCaptures = true };
    }

    private static List<string> Traits(ParseResult parsed)
    {
        string[] known = [.. TraitFacets.Letters.Select(l => l.ToString())];
        if (parsed.GetValue(CalibrateOptions.Traits) is not { } words) return [.. known];
        var wanted = words.Split(',', StringSplitOptions.TrimEntries);
        foreach (var trait in wanted.Where(t => !known.Contains(t))) throw Nearest.Unknown("trait in --traits", trait, known);
        return [.. known.Where(wanted.Contains)];
    }

    private static ComputedVectors Compute(VectorComputer computer, string folder, TextWriter error, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(error, "computing", computer.Tokens);
        try
        {
            return computer.Run(progress.Report, cancellation);
        }
        catch (OperationCanceledException)
        {
            progress.Dispose();
            error.WriteLine($"persim: what was captured is kept in {Folders.Show(folder)}; the same command goes on from there.");
            throw;
        }
    }

    // hundreds of megabytes that only another calibration or placebos would need
    private static void RemoveCaptures(string folder, ComputeRequest request)
    {
        foreach (var set in request.Traits.Append(request.Agree).Append(request.Valence)) File.Delete(VectorComputer.WorkPath(folder, set.Set.Name));
    }
}
