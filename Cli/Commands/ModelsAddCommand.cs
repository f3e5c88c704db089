using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Files;

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
        var given = parsed.GetRequiredValue(_file);
        var kind = FileKinds.Of(given, followLinks: true);
        if (kind != FileKind.Regular) throw new InputException($"'{given}' {kind.Describe()}; a GGUF file is wanted.");
        var source = Path.GetFullPath(given);
        var target = ModelName.PathOf(ModelName.Parse(parsed.GetValue(_name) ?? Path.GetFileName(source), "--name"));
        if (source == Path.GetFullPath(target)) throw new InputException($"{Folders.Show(target)} is in the models folder already.");
        RequireFree(target, parsed.GetValue(_force));
        var error = parsed.InvocationConfiguration.Error;
        ModelFiles.Check(source, error, cancellation);
        Directory.CreateDirectory(Folders.Models);
        if (parsed.GetValue(_link)) Placing.Link(source, target);
        else Placing.Copy(source, target, error, cancellation);
        var card = ModelCard.Read(target);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, card);
        else parsed.InvocationConfiguration.Output.WriteLine($"{Folders.Show(target)}: {card.Architecture}, {card.Layers} x {card.Width}, {ModelCard.Count(card.Parameters)} parameters, {card.Type}, {ModelCard.Size(card.Bytes)}, sha256 {card.Sha256}, licence: {card.Licence}.");
        return 0;
    }

    private static void RequireFree(string target, bool force)
    {
        var kind = FileKinds.Of(target);
        if (kind == FileKind.Missing) return;
        if (kind is FileKind.Folder or FileKind.Special) throw new InputException($"{Folders.Show(target)} {kind.Describe()}; --name gives the new model another name.");
        if (!force) throw new InputException($"{Folders.Show(target)} exists; --force replaces it, --name gives the new one another name.");
    }
}
