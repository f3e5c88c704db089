using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors import FILE...`: somebody else's steering vector as a named direction of a model.</summary>
internal static class VectorsImportCommand
{
    private const int MostShift = 1000;
    private static readonly Argument<string[]> _files = new("files") { Description = "A control vector (GGUF), a safetensors file, or the published project's .meta.json with its .npy.", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<string> _name = new("--name") { Description = "What the direction is called in configurations.", Required = true, HelpName = "NAME" };
    private static readonly Option<int?> _shift = new("--shift")
    {
        Description = "Add this to the file's layer numbers; direction.N is added behind block N, the first being 0. By default 0, for the published project's files -1.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var shift) && Math.Abs(shift) <= MostShift) return shift;
            result.AddError($"--shift takes a whole number from {-MostShift} to {MostShift}, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace a vector of that name." };
    private static readonly Option<bool> _json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("import", "Take over a vector that another tool made; agents can be dosed with it by name, uncalibrated.") { _files, _model, _name, _shift, _force, _json };
        HelpWithExamples.Declare(command,
            "persim vectors import happy.gguf --model my --name happy",
            "persim vectors import data/vectors/E.meta.json --model qwen2.5-32b --name published-E",
            "persim vectors import steer.safetensors --model my --name calm --shift -1",
            "persim run town.small --model my --arm none --set persona.directions.happy=4");
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var name = VectorFiles.Name(parsed.GetRequiredValue(_name));
        var model = ModelFiles.Find(parsed.GetRequiredValue(_model));
        var folder = VectorFiles.FolderOf(model);
        var path = VectorFiles.PathOf(folder, name);
        FileKinds.RequireReplaceable(path);
        FileKinds.RequireReplaceable(ImportCard.PathOf(path));
        var stands = File.Exists(path) ? path : ImportCard.PathOf(path);
        if (File.Exists(stands) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(stands)} exists; --force replaces it, --name gives the new vector another name.");
        var foreign = VectorImport.Read(parsed.GetRequiredValue(_files));
        var into = VectorFiles.BaseOf(model);
        var shift = parsed.GetValue(_shift);
        var (vector, notes) = foreign.For(into, shift);
        Directory.CreateDirectory(folder);
        var source = new ImportSource(foreign.Format, foreign.ModelHint, foreign.ModelName, shift ?? foreign.Shift, foreign.Sources);
        var card = ImportCard.Place(path, name, vector, into, source, notes);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, card);
        else Print(parsed.InvocationConfiguration.Output, path, card);
        return 0;
    }

    private static void Print(TextWriter output, string path, ImportCard card)
    {
        foreach (var note in card.Notes) output.WriteLine("note: " + note + ".");
        output.WriteLine($"{Folders.Show(path)}: {Words.Count(card.Layers.Count, "layer")} ({card.Layers[0]} to {card.Layers[^1]}), {card.Model.Width} wide, for {card.Model.Name}; uncalibrated: a dose multiplies the file's own numbers. Dose agents with it: persona.directions.{card.Name}=1.");
    }
}
