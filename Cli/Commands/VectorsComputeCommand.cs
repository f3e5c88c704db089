using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors compute`: directions of a model from the contrast sets, with what speaks against them.</summary>
internal static class VectorsComputeCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<string> _traits = new("--traits") { Description = "Which traits; separated by commas.", HelpName = "E,A,C,N,O", DefaultValueFactory = _ => string.Join(',', TraitFacets.Letters.ToCharArray()) };
    private static readonly Option<string> _layers = Shared.Layers();
    private static readonly Option<DirectionMethod> _method = Choice("--method", "mean|pca|actadd", "How pairs become a direction.", DirectionMethod.Mean);
    private static readonly Option<CapturePosition> _position = Choice("--position", "span|answer|last", "Which tokens count: those that express the pole, the whole answer with its letter, its last token.", CapturePosition.Span);
    private static readonly Option<string?> _out = new("--out") { Description = "Where the vectors go. [default: models/vectors/MODEL]", HelpName = "DIR" };
    private static readonly Option<string?> _sets = new("--sets") { Description = "A folder of contrast sets. [default: prompts/contrast]", HelpName = "DIR" };
    private static readonly Option<string?> _template = new("--chat-template") { Description = "A built-in chat template, for models that carry none.", HelpName = "NAME" };
    private static readonly Option<bool> _discard = Shared.DiscardCaptures();
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = Shared.Flash();
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record TraitReport(string Trait, string? Vector, string? Refused, IReadOnlyList<string> Warnings, ComputedSection Computed);

    private sealed record Report(string Model, int Texts, long Tokens, int Resumed, long CapturedBytes, IReadOnlyList<TraitReport> Traits);

    public static Command Create()
    {
        var command = new Command("compute", "Compute a model's directions from contrast sets; an interrupted computation goes on where it was.")
        {
            _model, _traits, _layers, _method, _position, _out, _sets, _template, _discard, _threads, _flash, _gpuLayers, _json,
        };
        HelpWithExamples.Declare(command,
            "persim vectors compute --model my.gguf",
            "persim vectors compute --model my.gguf --traits E,N --layers 8-14 --json",
            "persim vectors compute --model my.gguf --method pca --position last --out try/pca --discard-captures");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var path = ModelFiles.Find(parsed.GetRequiredValue(_model));
        var request = Request(parsed, path); // mistakes in words and sets come before minutes of loading
        if (Folders.WhyNotWritable(request.Folder) is { } reason) throw new InputException($"nothing can be written to {Folders.Show(request.Folder)}: {reason}. Choose another folder with --out.");
        using var model = ModelFiles.Load(path, error, parsed.GetValue(_gpuLayers), cancellation);
        request = request with { ModelSha256 = ModelGate.HashOf(path, ModelFiles.VerdictFolder) };
        var replaced = Calibrated(request).ToList();
        var computer = new VectorComputer(model, request);
        var computed = Compute(computer, request, error, cancellation);
        foreach (var warning in computed.Traits.SelectMany(t => t.Warnings)) error.WriteLine("persim: warning: " + warning);
        foreach (var trait in replaced.Except(Calibrated(request))) error.WriteLine($"persim: warning: {trait} had been calibrated; the vector is new, so that has to be done again.");
        var report = new Report(model.Path, computed.Texts, computed.Tokens, computed.Resumed, CapturesOf(request).Sum(c => c.Length), [.. computed.Traits.Select(t => new TraitReport(t.Trait, t.Refused is null ? t.Path : null, t.Refused, t.Warnings, t.Computed))]);
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Print(output, report, request.Folder);
        foreach (var trait in computed.Traits.Where(t => t.Refused is not null)) error.WriteLine($"persim: refused, nothing written: {trait.Refused}");
        return computed.Traits.Any(t => t.Refused is not null) ? 1 : 0;
    }

    private static ComputeRequest Request(ParseResult parsed, string model)
    {
        var folder = parsed.GetValue(_sets) ?? Path.Combine(Folders.Prompts, "contrast");
        if (!Directory.Exists(folder)) throw new InputException($"{Folders.Show(folder)} is no folder of contrast sets.");
        var method = parsed.GetValue(_method);
        // a single pair's own position is its last token, unless somebody insists on another, which is refused
        var position = method == DirectionMethod.ActAdd && parsed.GetResult(_position) is null or { Implicit: true } ? CapturePosition.Last : parsed.GetValue(_position);
        var (traits, agree, valence) = ComputeRequest.ReadSets(folder, Traits(parsed.GetRequiredValue(_traits)));
        return new ComputeRequest("", traits, agree, valence, ContrastFrames.Read(folder), Path.GetFullPath(parsed.GetValue(_out) ?? VectorFiles.FolderOf(model)))
        {
            Method = method,
            Position = position,
            Layers = LayerChoice.Parse(parsed.GetRequiredValue(_layers)),
            Template = parsed.GetValue(_template),
            Threads = parsed.GetValue(_threads),
            Flash = parsed.GetValue(_flash),
            KeepCaptures = !parsed.GetValue(_discard),
        };
    }

    private static List<string> Traits(string words)
    {
        string[] known = [.. TraitFacets.Letters.Select(l => l.ToString())];
        var traits = words.Split(',', StringSplitOptions.TrimEntries).ToList();
        foreach (var trait in traits)
        {
            if (!known.Contains(trait)) throw Nearest.Unknown("trait in --traits", trait, known);
        }

        return traits.GroupBy(t => t, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? throw new InputException($"--traits names {twice.Key} twice.") : traits;
    }

    private static ComputedVectors Compute(VectorComputer computer, ComputeRequest request, TextWriter error, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(error, "computing", computer.Tokens);
        try
        {
            return computer.Run(progress.Report, cancellation);
        }
        catch (OperationCanceledException)
        {
            progress.Dispose();
            error.WriteLine($"persim: what was captured is kept in {Folders.Show(request.Folder)}; the same command goes on from there.");
            throw;
        }
    }

    private static IEnumerable<FileInfo> CapturesOf(ComputeRequest request) =>
        request.Traits.Append(request.Agree).Append(request.Valence).Select(s => new FileInfo(VectorComputer.WorkPath(request.Folder, s.Set.Name))).Where(f => f.Exists);

    // before a computation; what is still calibrated behind it has lost nothing
    private static IEnumerable<string> Calibrated(ComputeRequest request) =>
        request.Traits.Select(t => t.Set.Name).Where(t => CardFile.Find(CardFile.PathOf(VectorFiles.PathOf(request.Folder, t))) is { IsCalibrated: true });

    private static void Print(TextWriter output, Report report, string folder)
    {
        var checks = report.Traits.SelectMany(t => t.Computed.Checks.Select(c => c.Against)).Distinct().OrderBy(c => c.Length > 1).ThenBy(c => c.Length > 1 ? 0 : TraitFacets.Letters.IndexOf(c, StringComparison.Ordinal)).ToList();
        var table = new TextTable().Add("trait").Add("layers").Add("pairs right").Add("AUC").Add("halves", drop: 1).Add("dose 1 / residual", drop: 2);
        foreach (var against in checks) table.Add("cos " + against, drop: against.Length == 1 ? 4 : 3);
        table.Add("verdict");
        foreach (var t in report.Traits)
        {
            var c = t.Computed;
            table.Row([
                t.Trait,
                new LayerChoice(c.Steered[0], c.Steered[^1]).ToString(),
                c.PairAuc.ToString("0.00"),
                c.Auc.ToString("0.00"),
                c.Stability?.ToString("0.00") ?? "-",
                c.Layers.Where(l => l.Steered).Average(l => l.Relative).ToString("0.000"),
                .. checks.Select(name => c.Checks.FirstOrDefault(k => k.Against == name)?.Cosine.ToString("+0.00;-0.00;0.00") ?? "-"),
                t.Refused is null ? "written" : "refused"]);
        }

        table.Write(output);
        output.WriteLine($"{Folders.Show(report.Model)}: {Words.Count(report.Texts, "text")}, {report.Tokens:N0} tokens{(report.Resumed > 0 ? $", {report.Resumed} texts captured before" : "")}. Pairs right and AUC are of held-out items; cosines are the largest at the steered layers.");
        foreach (var trait in report.Traits.Where(t => t.Vector is not null)) output.WriteLine(CardFile.Find(CardFile.PathOf(trait.Vector!)) is { IsCalibrated: true } ? $"{Folders.Show(trait.Vector!)}: the same as before, and still calibrated" : $"{Folders.Show(trait.Vector!)}: not calibrated, doses are raw (1 is half the distance between the poles)");
        if (report.CapturedBytes > 0) output.WriteLine($"Captured states: {report.CapturedBytes / 1e6:N1} MB, {Folders.Show(Path.Combine(folder, "*.captures"))}. Calibrating and placebos need them; otherwise they can be deleted.");
    }

    private static Option<T> Choice<T>(string name, string words, string description, T normal) where T : struct, Enum => new(name)
    {
        Description = $"{description} [default: {Words.Lower(normal)}]",
        HelpName = words,
        DefaultValueFactory = _ => normal,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (words.Split('|').Contains(word) && Enum.TryParse<T>(word, ignoreCase: true, out var value)) return value;
            result.AddError($"{name} takes {words.Replace("|", ", ")}, not '{word}'");
            return default;
        },
    };
}
