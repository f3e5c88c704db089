using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors show`: what a vector file and the card beside it hold.</summary>
internal static class VectorsShowCommand
{
    private const int LongestValue = 100;
    private static readonly Argument<string[]> _what = new("vectors") { Description = "Control-vector files, or with --model names of that model's; without any, all of the model's.", HelpName = "FILE|NAME", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> _model = Shared.Model(required: false);
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Layer(int Block, double Norm);

    private sealed record Shown(string Name, string Path, string ModelHint, int Width, string Sha256, bool? Calibrated, string Status, IReadOnlyList<Layer> Layers, JsonElement? Card);

    public static Command Create()
    {
        var command = new Command("show", "What a vector holds: layers, norms, model, hash, and its card.") { _what, _model, _json };
        HelpWithExamples.Declare(command, "persim vectors show --model my", "persim vectors show E happy --model my", "persim vectors show downloads/happy.gguf --json");
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var shown = Files(parsed).Select(Look).ToList();
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_json)) Json.Write(output, shown);
        else if (shown.Count > 1) List(output, shown);
        else Print(output, shown[0]);
        return 0;
    }

    private static List<string> Files(ParseResult parsed)
    {
        var given = parsed.GetValue(_what) ?? [];
        if (parsed.GetValue(_model) is not { } model)
        {
            if (given.Length == 0) throw new InputException("name a control-vector file, or a model whose vectors to show (--model NAME).");
            foreach (var file in given)
            {
                var kind = FileKinds.Of(file, followLinks: true);
                if (kind != FileKind.Regular) throw new InputException($"'{file}' {kind.Describe()}; a control-vector file is wanted, or a name together with --model.");
            }

            return [.. given];
        }

        var folder = VectorFiles.FolderOf(ModelFiles.Find(model));
        List<string> files = given.Length == 0 ? [.. VectorFiles.All(folder)] : [.. given.Select(g => FileKinds.Of(g, followLinks: true) == FileKind.Regular ? g : VectorFiles.Find(folder, VectorFiles.Name(g)))];
        return files.Count > 0 ? files : throw new InputException($"{Folders.Show(folder)} has no vectors yet: `persim vectors compute` and `persim vectors import` make some.");
    }

    private static Shown Look(string path)
    {
        var vector = ControlVector.Read(path);
        var (calibrated, status) = vector.Placebo is { } placebo ? (false, $"a placebo: permuted labels of {placebo.Of}, draw {placebo.Draw + 1} of seed {placebo.Seed}") : StatusOf(path);
        return new Shown(Path.GetFileNameWithoutExtension(path), Path.GetFullPath(path), vector.ModelHint, vector.Width, ImportCard.HashOf(path), calibrated, status, [.. vector.Layers.Select(l => new Layer(l.Key, VectorFit.Norm(l.Value)))], Card(ImportCard.PathOf(path)));
    }

    // a dose card says it in its calibration section, an imported vector has never been
    private static (bool? Calibrated, string Status) StatusOf(string path)
    {
        if (CardFile.Find(CardFile.PathOf(path)) is { } card) return card.VectorSha256 == CardFile.Sha256Of(path) ? (card.IsCalibrated, Reaches(card)) : (null, "the card is another vector's");
        return Card(ImportCard.PathOf(path)) is { ValueKind: JsonValueKind.Object } && ImportCard.Find(path) is { } import ? (import.Calibrated, import.Calibrated ? "calibrated" : "imported, not calibrated") : (null, "not said");
    }

    private static string Reaches(DoseCard card) => card.Calibration?.Reach is not { } reach ? card.Status
        : string.Create(CultureInfo.InvariantCulture, $"{card.Status}, reaches {reach.Low:+0.0#;-0.0#;0} to {reach.High:+0.0#;-0.0#;0} sd on {card.Calibration.Instrument}{string.Concat(card.Verified.Select(v => $"; {(v.Accepted ? "verified" : "refused")} on {v.Model.Name}"))}");

    private static JsonElement? Card(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonTexts.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InputException($"{Folders.Show(path)}: the card beside the vector is no JSON: {PrintableText.Of(e.Message)}", e);
        }
    }

    private static void List(TextWriter output, IReadOnlyList<Shown> shown)
    {
        var table = new TextTable().Add("name").Add("layers").Add("width", drop: 2).Add("largest norm", drop: 1).Add("made for", drop: 3).Add("calibrated").Add("sha256", drop: 4);
        foreach (var s in shown) table.Row(s.Name, $"{s.Layers.Count} ({s.Layers[0].Block} to {s.Layers[^1].Block})", $"{s.Width}", Number(s.Layers.Max(l => l.Norm)), PrintableText.Of(s.ModelHint), PrintableText.Of(s.Status), s.Sha256[..12]);
        table.Write(output);
    }

    private static void Print(TextWriter output, Shown shown)
    {
        output.WriteLine($"{Folders.Show(shown.Path)}: made for '{PrintableText.Of(shown.ModelHint)}', {shown.Width} wide, {PrintableText.Of(shown.Status)}, sha256 {shown.Sha256}");
        var table = new TextTable().Add("layer").Add("norm");
        foreach (var layer in shown.Layers) table.Row($"{layer.Block}", Number(layer.Norm));
        table.Write(output);
        if (shown.Card is not { ValueKind: JsonValueKind.Object } card)
        {
            output.WriteLine("No card stands beside it: nobody has written down what it is, or what a dose of it does.");
            return;
        }

        var sections = new TextTable().Add("card").Add("", wraps: true);
        foreach (var section in card.EnumerateObject()) sections.Row(PrintableText.Of(section.Name), Short(section.Value));
        sections.Write(output);
    }

    private static string Short(JsonElement value)
    {
        var text = PrintableText.Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= LongestValue) return text;
        var count = value.ValueKind switch { JsonValueKind.Array => $"{value.GetArrayLength()} entries", JsonValueKind.Object => $"{value.EnumerateObject().Count()} keys", _ => $"{text.Length} characters" };
        return $"{text[..LongestValue]}... ({count})";
    }

    private static string Number(double norm) => norm.ToString("0.####", CultureInfo.InvariantCulture);
}
