using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Synth;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim demo`: a short batched generation; what `./build.sh run` does until the studies exist.</summary>
internal static class DemoCommand
{
    private const string DemoModel = "demo-tiny";
    private static readonly string[] _openings = ["Good morning", "I met her at the market", "The council voted", "It is late", "We should talk", "Nobody came", "The price of bread", "Tell me again"];
    private static readonly Option<string?> _model = new("--model", "-m") { Description = "A GGUF file or the name of one in the models folder; by default a tiny random one is made." };
    private static readonly Option<int> _sequences = new("--sequences") { Description = "Sequences decoded together.", DefaultValueFactory = _ => 8 };
    private static readonly Option<int> _generate = new("--generate") { Description = "Tokens of each sequence.", DefaultValueFactory = _ => 24 };
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the sampling.", DefaultValueFactory = _ => 7 };

    public static Command Create()
    {
        var command = new Command("demo", "Generate a few lines in one batch, to see that everything works.") { _model, _sequences, _generate, _seed, _threads, _gpuLayers };
        HelpWithExamples.Declare(command, "persim demo", "persim demo --model my.gguf --sequences 32 --generate 48");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var name = parsed.GetValue(_model) ?? MakeModel(output, cancellation);
        var (sequences, generate) = (parsed.GetValue(_sequences), parsed.GetValue(_generate));
        if (sequences < 1 || generate < 1) throw new Native.InputException("--sequences and --generate take whole numbers above 0.");
        using var model = ModelFiles.Load(name, parsed.InvocationConfiguration.Error, parsed.GetValue(_gpuLayers), cancellation);
        var prompts = Enumerable.Range(0, sequences).Select(i => model.Vocabulary.Tokenize(_openings[i % _openings.Length].AsSpan(), special: false, addBosEos: true)).ToArray();
        using var context = LlamaContext.Create(model, new ContextOptions
        {
            Cells = prompts.Sum(p => p.Length) + (sequences * generate),
            Sequences = sequences,
            BatchTokens = Math.Max(512, sequences),
            Threads = parsed.GetValue(_threads),
        });
        var start = Stopwatch.GetTimestamp();
        var texts = Generate(context, prompts, generate, parsed.GetValue(_seed), cancellation);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Print(output, model, texts, prompts.Sum(p => p.Length) + (sequences * generate), seconds);
        return 0;
    }

    private static string MakeModel(TextWriter output, CancellationToken cancellation)
    {
        var path = Path.Combine(Folders.Models, DemoModel + ".gguf");
        if (File.Exists(path)) return path;
        Directory.CreateDirectory(Folders.Models);
        SynthModel.Write(SynthSpec.Parse("llama", "tiny", "q8_0"), path, cancel: cancellation);
        output.WriteLine($"made {Folders.Show(path)}: a tiny model with random weights, so that nothing has to be downloaded.");
        return path;
    }

    private static string[] Generate(LlamaContext context, int[][] prompts, int generate, ulong seed, CancellationToken cancellation)
    {
        var settings = new SamplerSettings { Temperature = 0.8f, TopP = 0.95f };
        var sampler = new Sampler();
        var streams = prompts.Select(_ => new IncrementalText(context.Model.Vocabulary)).ToArray();
        var texts = new System.Text.StringBuilder[prompts.Length];
        using var batch = new DecodeBatch(context.BatchTokens);
        var rows = new int[prompts.Length];
        for (var s = 0; s < prompts.Length; s++)
        {
            texts[s] = new System.Text.StringBuilder();
            if (batch.Count + prompts[s].Length > batch.Capacity) throw new Native.InputException($"{prompts.Length} prompts do not fit into one batch of {batch.Capacity} tokens; use fewer --sequences.");
            for (var p = 0; p < prompts[s].Length; p++) rows[s] = batch.Add(prompts[s][p], p, new SequenceId(s), p == prompts[s].Length - 1);
        }

        for (var step = 0; step < generate; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Decode(batch);
            batch.Clear();
            for (var s = 0; s < prompts.Length; s++)
            {
                var draw = new Draw(seed + (ulong)s, (ulong)step);
                var token = context.Logits(rows[s], (sampler, settings, draw), static (logits, with) => with.sampler.Sample(logits, [], with.settings, with.draw));
                texts[s].Append(streams[s].Push(token));
                rows[s] = -1 - token; // replaced by the row below
            }

            for (var s = 0; s < prompts.Length; s++) rows[s] = batch.Add(-1 - rows[s], prompts[s].Length + step, new SequenceId(s), output: true);
        }

        return [.. texts.Select((t, s) => t.Append(streams[s].Finish()).ToString())];
    }

    // a random model writes control characters too; a terminal must not obey them
    private static string Printable(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '\u00b7' : c));

    private static void Print(TextWriter output, LlamaModel model, string[] texts, int tokens, double seconds)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("sequence", "opening", "what the model added");
        for (var s = 0; s < texts.Length; s++) table.AddRow(new Text(s.ToString()), new Text(_openings[s % _openings.Length]), new Text(Printable(texts[s])));
        Screen.Write(output, table);
        var synthetic = model.Metadata.ContainsKey(SynthModel.MarkerKey) ? " Its weights are random: the text is noise, the path is the real one." : "";
        output.WriteLine($"{Path.GetFileName(model.Path)}: {texts.Length} sequences in one batch, {tokens} tokens in {seconds:0.00} s.{synthetic}");
    }
}
