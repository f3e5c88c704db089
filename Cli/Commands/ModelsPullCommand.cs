using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Pulling;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models pull URL|hf:OWNER/REPO/FILE`: downloads a model, verified and checked, into the models folder.</summary>
internal static class ModelsPullCommand
{
    private const int HashDigits = 64;
    private static readonly Argument<string> _source = new("source") { Description = "An address, or a file of the Hugging Face hub as hf:OWNER/REPO/FILE.", HelpName = "URL|hf:OWNER/REPO/FILE" };
    private static readonly Option<string?> _revision = new("--revision") { Description = "A branch, tag or commit of the hub's repository; main by default.", HelpName = "REVISION" };
    private static readonly Option<string?> _sha256 = new("--sha256") { Description = "What the file's SHA-256 must be; otherwise what the hub says of it, if it does.", HelpName = "HEX" };
    private static readonly Option<string?> _name = new("--name") { Description = "Name in the models folder; the file's own by default.", HelpName = "NAME" };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file of that name." };
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(ModelCard Model, string Source, PullProof Verified, long Resumed, int Retries);

    public static Command Create()
    {
        var command = new Command("pull", $"Download a GGUF model: resumed after a stop, verified by its SHA-256, checked before it gets its name. {PullSource.HubVariable} names another hub than huggingface.co; a token for private files is read from {PullSource.TokenVariable} (for huggingface.co also {PullSource.HubsOwnVariable}) and sent to the hub only.") { _source, _revision, _sha256, _name, _force, _json };
        HelpWithExamples.Declare(command,
            "persim models pull hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q8_0.gguf",
            "persim models pull https://example.org/models/small.gguf --name small --sha256 3a6e...",
            "persim models pull hf:lab/models/m.gguf --revision v2 --force");
        command.SetAction((parsed, cancellation) => Run(parsed, cancellation));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var source = PullSource.Parse(parsed.GetRequiredValue(_source), parsed.GetValue(_revision), Environment.GetEnvironmentVariable);
        var sha256 = parsed.GetValue(_sha256)?.ToLowerInvariant();
        if (sha256 is not null && (sha256.Length != HashDigits || !sha256.All(char.IsAsciiHexDigit))) throw new InputException($"--sha256 takes {HashDigits} hexadecimal digits, not '{sha256}'.");
        var target = ModelName.PathOf(ModelName.Parse(parsed.GetValue(_name) ?? source.File, "--name"));
        FileKinds.RequireReplaceable(target);
        if (File.Exists(target) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(target)} exists; --force replaces it, --name gives the new one another name.");
        Directory.CreateDirectory(Folders.Models);
        var puller = new Puller(source, new PullOptions(), error, (path, hash) =>
        {
            ModelGate.Remember(path, hash, ModelFiles.VerdictFolder);
            ModelFiles.Check(path, error, cancellation);
        });
        var pulled = await puller.Fetch(target, sha256, parsed.GetValue(_force), cancellation);
        ModelGate.Remember(target, pulled.Sha256, ModelFiles.VerdictFolder); // the same content under its own name
        var card = ModelCard.Read(target);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, new Report(card, source.Shown, pulled.Verified, pulled.Resumed, pulled.Retries));
        else Print(parsed.InvocationConfiguration.Output, card, pulled);
        return 0;
    }

    private static void Print(TextWriter output, ModelCard card, PullResult pulled)
    {
        var proof = pulled.Verified switch
        {
            PullProof.Given => "which is the one given",
            PullProof.Hub => "which is what the hub says",
            _ => "which nothing was there to compare with: give it as --sha256 where the file is fetched again",
        };
        output.WriteLine($"{Folders.Show(card.Path)}: {card.Architecture}, {card.Layers} x {card.Width}, {ModelCard.Count(card.Parameters)} parameters, {card.Type}, {ModelCard.Size(card.Bytes)}, licence: {card.Licence}.");
        output.WriteLine($"sha256 {pulled.Sha256}, {proof}.");
    }
}
