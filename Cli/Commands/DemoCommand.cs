using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim demo`: a short batched generation; what `./build.sh run` does until the studies exist.</summary>
internal static class DemoCommand
{
    private static readonly string[] _openings = ["Good morning", "I met her at the market", "The council voted", "It is late", "We should talk", "Nobody came", "The price of bread", "Tell me again"];
    private static readonly Option<string?> _model = new("--model", "-m") { Description = "A GGUF file or the name of one in the models folder; by default a tiny random one is made.", HelpName = "FILE|NAME" };
    private static readonly Option<int> _sequences = Shared.Sequences(8);
    private static readonly Option<int> _generate = Whole.Option("--generate", "Tokens of each sequence.", 24);
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<ulong> _seed = Whole.Seed("Seed of the sampling.", 7);
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Line(int Sequence, string Opening, string Text);

    private sealed record Report(string Model, bool Synthetic, ulong Seed, long Tokens, double Seconds, IReadOnlyList<Line> Lines);

    public static Command Create()
    {
        var command = new Command("demo", "Generate a few lines in one batch, to see that everything works.") { _model, _sequences, _generate, _seed, _threads, _gpuLayers, _json };
        HelpWithExamples.Declare(command, "persim demo", "persim demo --model my.gguf --sequences 32 --generate 48");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (sequences, generate, seed) = (parsed.GetValue(_sequences), parsed.GetValue(_generate), parsed.GetValue(_seed));
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        ContextOptions.CellsFor((long)sequences * generate); // what no context could hold is refused before a model is made
        using var model = ModelFiles.Load(parsed.GetValue(_model) ?? DemoModel.Make(error, cancellation), error, parsed.GetValue(_gpuLayers), cancellation);
        var prompts = Enumerable.Range(0, sequences).Select(i => model.Vocabulary.Tokenize(Opening(i).AsSpan(), special: false, addBosEos: true)).ToArray();
        ModelFiles.WarnBeyondContext(model, prompts.Max(p => p.Length) + (long)generate, error);
        var start = Stopwatch.GetTimestamp();
        string[] texts;
        using (var line = new ProgressLine(error, "generating", generate))
        {
            texts = DemoTalk.Run(model, prompts, generate, seed, threads, step => line.Report(step), cancellation);
        }

        var report = new Report(
            model.Path,
            model.Metadata.ContainsKey(SynthModel.MarkerKey),
            seed,
            prompts.Sum(p => p.Length) + ((long)sequences * generate),
            Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3),
            [.. texts.Select((t, s) => new Line(s, Opening(s), t))]);
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Print(output, report);
        return 0;
    }

    private static string Opening(int sequence) => _openings[sequence % _openings.Length];

    private static void Print(TextWriter output, Report report)
    {
        var table = new TextTable().Add("sequence", drop: 2).Add("opening", drop: 1).Add("what the model added", wraps: true);
        foreach (var line in report.Lines) table.Row(line.Sequence.ToString(), line.Opening, PrintableText.Of(line.Text));
        table.Write(output);
        var synthetic = report.Synthetic ? " Its weights are random: the text is noise, the path is the real one." : "";
        output.WriteLine($"{Path.GetFileName(report.Model)}: {Words.Count(report.Lines.Count, "sequence")} in one batch, {Words.Count(report.Tokens, "token")} in {report.Seconds:0.00} s.{synthetic}");
    }
}
