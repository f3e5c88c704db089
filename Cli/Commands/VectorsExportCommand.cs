using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors export --mix E=1.2,N=-0.5`: one control vector for stock llama.cpp.</summary>
internal static class VectorsExportCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<string> _mix = new("--mix") { Description = "Doses of the model's directions, as multiples of what their files hold.", Required = true, HelpName = "NAME=DOSE,..." };
    private static readonly Option<string> _output = new("--output", "-o") { Description = "The file to write.", Required = true, HelpName = "FILE" };
    private static readonly Option<string?> _vectors = new("--vectors") { Description = "The folder of the vectors; by default models/vectors/MODEL.", HelpName = "FOLDER" };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace the file." };
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Part(string Name, double Dose, string Sha256);

    private sealed record Report(string Path, string Sha256, string ModelHint, int Width, IReadOnlyList<int> Layers, IReadOnlyList<double> Norms, IReadOnlyList<Part> Mix);

    public static Command Create()
    {
        var command = new Command("export", "Write a mix of doses as one control vector, for llama.cpp's --control-vector.") { _model, _mix, _output, _vectors, _force, _json };
        HelpWithExamples.Declare(command,
            "persim vectors export --model my --mix E=1.2,N=-0.5 -o lively.gguf");
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var mix = VectorFiles.Mix(parsed.GetRequiredValue(_mix));
        var model = ModelFiles.Find(parsed.GetRequiredValue(_model));
        var folder = parsed.GetValue(_vectors) ?? VectorFiles.FolderOf(model);
        var given = parsed.GetRequiredValue(_output);
        if (given.Length == 0) throw new InputException("--output takes the name of a file, not ''.");
        var path = Path.GetFullPath(given);
        FileKinds.RequireReplaceable(path);
        if (File.Exists(path) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(path)} exists; --force replaces it.");
        var into = VectorFiles.BaseOf(model);
        var parts = mix.Select(m => (m.Name, m.Dose, File: VectorFiles.Find(folder, m.Name))).ToList();
        var vector = VectorMix.Of([.. parts.Select(p => (p.Name, p.Dose, VectorFit.Read(p.File, into)))]);
        var written = string.Join(',', mix.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name}={m.Dose}")));
        vector.Write(path, $"{written} of {into.Name} (sha256 {into.Sha256})");
        var report = new Report(path, ImportCard.HashOf(path), vector.ModelHint, vector.Width, [.. vector.Layers.Keys], [.. vector.Layers.Values.Select(VectorFit.Norm)], [.. parts.Select(p => new Part(p.Name, p.Dose, ImportCard.HashOf(p.File)))]);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else parsed.InvocationConfiguration.Output.WriteLine($"{Folders.Show(path)}: {written}, {Words.Count(report.Layers.Count, "layer")} ({report.Layers[0]} to {report.Layers[^1]}), for {into.Name} ({vector.ModelHint}); llama.cpp takes it with --control-vector and steers every token with it.");
        return 0;
    }
}
