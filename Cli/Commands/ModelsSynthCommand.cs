using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models synth`: random weights of a real shape, so that benchmarks and tests need no download.</summary>
internal static class ModelsSynthCommand
{
    private static readonly Option<string> _shape = new("--shape") { Description = "A named shape: " + string.Join(", ", SynthSpec.Sizes) + ".", DefaultValueFactory = _ => "tiny" };
    private static readonly Option<string> _arch = new("--arch") { Description = "An architecture: " + string.Join(", ", SynthSpec.ArchitectureNames) + ".", DefaultValueFactory = _ => "llama" };
    private static readonly Option<string> _quant = new("--quant") { Description = "Weight type: " + string.Join(", ", SynthSpec.QuantNames) + ".", DefaultValueFactory = _ => "q4_0" };
    private static readonly Option<string?> _vocab = new("--vocab") { Description = "Tokens of a made vocabulary, or a GGUF file whose tokenizer is taken.", HelpName = "N|FILE" };
    private static readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the weights.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> _layers = Size("--layers", "Blocks");
    private static readonly Option<int?> _width = Size("--width", "Width of the residual stream");
    private static readonly Option<int?> _heads = Size("--heads", "Attention heads");
    private static readonly Option<int?> _kvHeads = Size("--kv-heads", "Key and value heads");
    private static readonly Option<int?> _headDim = Size("--head-dim", "Width of a head");
    private static readonly Option<int?> _feedForward = Size("--ff", "Width of the feed-forward part");
    private static readonly Option<int?> _context = Size("--context", "Trained context length");
    private static readonly Option<string?> _name = new("--name") { Description = "Name in the models folder; default synth-ARCH-SHAPE-QUANT." };
    private static readonly Option<string?> _output = new("--output", "-o") { Description = "Write to this file instead of the models folder." };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file of that name." };

    public static Command Create()
    {
        var command = new Command("synth", "Make a model with random weights and a real shape; it speaks gibberish at the real speed.")
        {
            _shape, _arch, _quant, _vocab, _seed, _layers, _width, _heads, _kvHeads, _headDim, _feedForward, _context, _name, _output, _force,
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
        var path = Target(parsed, spec);
        if (File.Exists(path) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(path)} exists; --force replaces it, --name gives the new one another name.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = Stopwatch.GetTimestamp();
        SynthResult result;
        using (var line = new ProgressLine(parsed.InvocationConfiguration.Error, "making " + Path.GetFileName(path), 1000))
        {
            result = SynthModel.Write(spec, path, new Reporter(line), ThreadCount.Allowed, cancellation);
        }

        parsed.InvocationConfiguration.Output.WriteLine($"{Folders.Show(path)}: {ModelCard.Count(result.Parameters)} random parameters, {ModelCard.Size(result.Bytes)}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s.");
        return 0;
    }

    private static SynthSpec Spec(ParseResult parsed)
    {
        var vocabulary = parsed.GetValue(_vocab);
        var isCount = int.TryParse(vocabulary, out var count);
        var sizes = new SynthSizes
        {
            Layers = parsed.GetValue(_layers),
            Width = parsed.GetValue(_width),
            Heads = parsed.GetValue(_heads),
            KvHeads = parsed.GetValue(_kvHeads),
            HeadDim = parsed.GetValue(_headDim),
            FeedForward = parsed.GetValue(_feedForward),
            Context = parsed.GetValue(_context),
            Vocabulary = isCount ? count : null,
        };
        var spec = SynthSpec.Parse(parsed.GetRequiredValue(_arch), parsed.GetRequiredValue(_shape), parsed.GetRequiredValue(_quant), parsed.GetValue(_seed), sizes);
        return vocabulary is null || isCount ? spec : spec with { VocabularyFrom = vocabulary };
    }

    private static string Target(ParseResult parsed, SynthSpec spec)
    {
        if (parsed.GetValue(_output) is { } file) return Path.GetFullPath(file);
        var name = parsed.GetValue(_name) ?? $"synth-{spec.Architecture}-{parsed.GetValue(_shape)}-{parsed.GetValue(_quant)}".ToLowerInvariant();
        return Path.Combine(Folders.Models, name + ".gguf");
    }

    private static Option<int?> Size(string name, string what) => new(name) { Description = what + "; from the shape by default." };

    private sealed class Reporter(ProgressLine line) : IProgress<SynthProgress>
    {
        public void Report(SynthProgress value) => line.Report(value.BytesDone * 1000 / Math.Max(1, value.BytesTotal));
    }
}
