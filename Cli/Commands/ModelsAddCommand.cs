using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models add FILE`: checks a file, then copies or links it into the models folder.</summary>
internal static class ModelsAddCommand
{
    private static readonly Argument<string> _file = new("file") { Description = "A GGUF model file." };
    private static readonly Option<string?> _name = new("--name") { Description = "Name in the models folder; the file's own by default." };
    private static readonly Option<bool> _link = new("--link") { Description = "Make a symbolic link instead of a copy." };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file of that name." };
    private static readonly Option<bool> _json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("add", "Check a GGUF file and put it into the models folder.") { _file, _name, _link, _force, _json };
        HelpWithExamples.Declare(command,
            "persim models add ~/Downloads/Qwen2.5-7B-Instruct-Q4_K_M.gguf",
            "persim models add /data/llama.gguf --link --name llama8b");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var source = Path.GetFullPath(parsed.GetRequiredValue(_file));
        if (!File.Exists(source)) throw new InputException($"{source} does not exist.");
        var target = Path.Combine(Folders.Models, (parsed.GetValue(_name) ?? Path.GetFileNameWithoutExtension(source)) + ".gguf");
        if (Path.Exists(target) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(target)} exists; --force replaces it, --name gives the new one another name.");
        if (source == target) throw new InputException($"{Folders.Show(target)} is in the models folder already.");
        var error = parsed.InvocationConfiguration.Error;
        ModelFiles.Check(source, error, cancellation);
        Directory.CreateDirectory(Folders.Models);
        if (parsed.GetValue(_link)) Link(source, target);
        else Copy(source, target, error, cancellation);
        var card = ModelCard.Read(target);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, card);
        else parsed.InvocationConfiguration.Output.WriteLine($"{Folders.Show(target)}: {card.Architecture}, {card.Layers} x {card.Width}, {ModelCard.Count(card.Parameters)} parameters, {card.Type}, {ModelCard.Size(card.Bytes)}, sha256 {card.Sha256}, licence: {card.Licence}.");
        return 0;
    }

    private static void Link(string source, string target)
    {
        File.Delete(target);
        File.CreateSymbolicLink(target, source);
    }

    private static void Copy(string source, string target, TextWriter error, CancellationToken cancellation)
    {
        var partial = target + ".part";
        try
        {
            using (var from = File.OpenRead(source))
            using (var to = File.Create(partial))
            using (var line = new ProgressLine(error, "copying " + Path.GetFileName(source), from.Length))
            {
                var buffer = new byte[1 << 20];
                int read;
                while ((read = from.Read(buffer)) > 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    to.Write(buffer, 0, read);
                    line.Advance(read);
                }
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial); // never half a file, whatever happened
        }
    }
}
