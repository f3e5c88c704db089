using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Files;
using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models synth`: random weights of a real shape, so that benchmarks and tests need no download.</summary>
internal static class ModelsSynthCommand
{
    private const ulong PlainSeed = 1;
    private static readonly Option<string> _shape = new("--shape") { HelpName = "SHAPE", Description = "A named shape: " + string.Join(", ", SynthSpec.Sizes) + ".", DefaultValueFactory = _ => "tiny" };
    private static readonly Option<string> _arch = new("--arch") { HelpName = "ARCH", Description = "An architecture: " + string.Join(", ", SynthSpec.ArchitectureNames) + ".", DefaultValueFactory = _ => "llama" };
    private static readonly Option<string> _quant = new("--quant") { HelpName = "QUANT", Description = "Weight type: " + string.Join(", ", SynthSpec.QuantNames) + ".", DefaultValueFactory = _ => "q4_0" };
    private static readonly Option<string?> _vocab = new("--vocab") { Description = "Tokens of a made vocabulary, or a GGUF file whose tokenizer is taken.", HelpName = "N|FILE" };
    private static readonly Option<ulong> _seed = Whole.Seed("Seed of the weights.", PlainSeed);
    private static readonly Option<int?> _layers = Size("--layers", "Blocks");
    private static readonly Option<int?> _width = Size("--width", "Width of the residual stream");
    private static readonly Option<int?> _heads = Size("--heads", "Attention heads");
    private static readonly Option<int?> _kvHeads = Size("--kv-heads", "Key and value heads");
    private static readonly Option<int?> _headDim = Size("--head-dim", "Width of a head");
    private static readonly Option<int?> _feedForward = Size("--ff", "Width of the feed-forward part");
    private static readonly Option<int?> _context = Size("--context", "Trained context length");
    private static readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "Name in the models folder; by default synth-ARCH-SHAPE-QUANT, with a short fingerprint where sizes, seed or vocabulary are given." };
    private static readonly Option<string?> _output = new("--output", "-o") { Description = "Write to this file instead of the models folder.", HelpName = "FILE" };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file of that name." };
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(string Name, string Path, string Architecture, string Shape, string Quant, ulong Seed, long Parameters, long Bytes, double Seconds);

    public static Command Create()
    {
        var command = new Command("synth", "Make a model with random weights and a real shape; it speaks gibberish at the real speed.")
        {
            _shape, _arch, _quant, _vocab, _seed, _layers, _width, _heads, _kvHeads, _headDim, _feedForward, _context, _name, _output, _force, _threads, _json,
        };
        HelpWithExamples.Declare(command,
            "persim models synth --shape 0.5b --quant q4_0",
            "persim models synth --arch gemma3 --shape tiny --quant f32 --seed 7",
            "persim models synth --arch qwen3 --layers 12 --width 512 --heads 8 --kv-heads 4 --ff 1536 --vocab 32000 --name mine");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var spec = Spec(parsed);
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        var path = Target(parsed, spec);
        var start = Stopwatch.GetTimestamp();
        SynthResult result;
        using (var line = new ProgressLine(parsed.InvocationConfiguration.Error, "making " + Path.GetFileName(path), 1000))
        {
            result = SynthModel.Write(spec, path, new Reporter(line), threads, cancellation);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_json)) Json.Write(output, new Report(Path.GetFileNameWithoutExtension(path), path, spec.Architecture, parsed.GetRequiredValue(_shape), Words.Lower(spec.Quant), spec.Seed, result.Parameters, result.Bytes, Math.Round(seconds, 3)));
        else output.WriteLine($"{Folders.Show(path)}: {ModelCard.Count(result.Parameters)} random parameters, {ModelCard.Size(result.Bytes)}, {seconds:0.0} s.");
        return 0;
    }

    private static SynthSpec Spec(ParseResult parsed)
    {
        var (count, file) = Vocabulary(parsed.GetValue(_vocab));
        var sizes = new SynthSizes
        {
            Layers = parsed.GetValue(_layers),
            Width = parsed.GetValue(_width),
            Heads = parsed.GetValue(_heads),
            KvHeads = parsed.GetValue(_kvHeads),
            HeadDim = parsed.GetValue(_headDim),
            FeedForward = parsed.GetValue(_feedForward),
            Context = parsed.GetValue(_context),
            Vocabulary = count,
        };
        var spec = SynthSpec.Parse(parsed.GetRequiredValue(_arch), parsed.GetRequiredValue(_shape), parsed.GetRequiredValue(_quant), parsed.GetValue(_seed), sizes);
        return spec with { VocabularyFrom = file };
    }

    // what is written like a number is one, however large; a file of such a name is ./123
    private static (int? Count, string? File) Vocabulary(string? given)
    {
        if (given is null) return (null, null);
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)) return (count, null);
        if (given.Length > 0 && given.TrimStart('-', '+').All(char.IsAsciiDigit)) throw new InputException($"--vocab {given} is out of range: a made vocabulary has at most a few hundred thousand tokens.");
        var kind = FileKinds.Of(given, followLinks: true);
        return kind == FileKind.Regular ? (null, Path.GetFullPath(given)) : throw new InputException($"--vocab takes a number of tokens or a GGUF file; '{given}' {kind.Describe()}.");
    }

    private static string Target(ParseResult parsed, SynthSpec spec)
    {
        var (file, name) = (parsed.GetValue(_output), parsed.GetValue(_name));
        if (file is not null && name is not null) throw new InputException("--name and --output exclude each other: a name is one in the models folder.");
        if (file is { Length: 0 }) throw new InputException("--output takes the name of a file, not ''.");
        var path = file is not null ? Path.GetFullPath(file) : ModelName.PathOf(name is null ? SynthName.Of(spec, parsed.GetRequiredValue(_shape), parsed.GetRequiredValue(_quant)) : ModelName.Parse(name, "--name"));
        FileKinds.RequireReplaceable(path);
        if (File.Exists(path) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(path)} exists; --force replaces it, {(file is null ? "--name" : "--output")} gives the new one another name.");
        if (file is null) Directory.CreateDirectory(Folders.Models); // a folder that the user names must be there: it may be misspelt
        return path;
    }

    private static Option<int?> Size(string name, string what) => Whole.Optional(name, what + "; from the shape by default.");

    private sealed class Reporter(ProgressLine line) : IProgress<SynthProgress>
    {
        public void Report(SynthProgress value) => line.Report(value.BytesDone * 1000 / Math.Max(1, value.BytesTotal));
    }
}
