using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench decode`: llama.cpp's batched benchmark through our layer, beside the bare library in the same run.</summary>
internal static class BenchDecodeCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<int[]> _sequences = Shared.Numbers("--sequences", "Sequences decoded together", 1, 8, 32);
    private static readonly Option<int> _prompt = new("--prompt") { Description = "Prompt tokens of each sequence.", DefaultValueFactory = _ => 16 };
    private static readonly Option<int> _generate = new("--generate") { Description = "Generated tokens of each sequence.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> _repeats = Shared.Repeats(5);
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = new("--flash") { Description = "Flash attention.", DefaultValueFactory = _ => FlashAttention.Auto };
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Row(int Sequences, Spread PromptPerSecond, Spread GeneratePerSecond, Spread BareGeneratePerSecond, double RatioToBare);

    private sealed record Report(string Model, int Prompt, int Generate, int Threads, FlashAttention Flash, int Repeats, IReadOnlyList<Row> Rows);

    public static Command Create()
    {
        var command = new Command("decode", "Prompt and decode rates of batched sequences: random prompts, then one token per sequence and step.")
        {
            _model, _sequences, _prompt, _generate, _repeats, _threads, _flash, _gpuLayers, _json,
        };
        HelpWithExamples.Declare(command,
            "persim bench decode --model synth-0.5b-q4_0",
            "persim bench decode --model my.gguf --sequences 1,64,255 --prompt 128 --generate 32 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var (prompt, generate, repeats) = (Positive(parsed, _prompt), Positive(parsed, _generate), Positive(parsed, _repeats));
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), parsed.InvocationConfiguration.Error, parsed.GetValue(_gpuLayers), cancellation);
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        var rows = new List<Row>();
        foreach (var sequences in parsed.GetRequiredValue(_sequences))
        {
            rows.Add(Measure(model, new BatchedWorkload(sequences, prompt, generate), parsed.GetValue(_flash), threads, repeats, cancellation));
        }

        var report = new Report(model.Path, prompt, generate, threads, parsed.GetValue(_flash), repeats, rows);
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Print(output, report);
        return 0;
    }

    private static Row Measure(LlamaModel model, BatchedWorkload work, FlashAttention flash, int threads, int repeats, CancellationToken cancellation)
    {
        using var safe = new SafeLoop(model, work, flash, threads);
        using var bare = new BareLoop(model, work, flash, threads);
        var ours = new List<PhaseTimes>();
        var theirs = new List<PhaseTimes>();
        for (var repeat = -1; repeat < repeats; repeat++) // the first pair warms up
        {
            cancellation.ThrowIfCancellationRequested();
            // the order changes every time, so that neither side always meets the cooler machine
            var (a, b) = repeat % 2 == 0 ? (safe.Run(), bare.Run()) : Swap(bare.Run(), safe.Run());
            if (repeat < 0) continue;
            ours.Add(a);
            theirs.Add(b);
        }

        double Rate(int tokens, double seconds) => work.Sequences * tokens / seconds;
        return new Row(
            work.Sequences,
            Spread.Of(ours.Select(t => Rate(work.Prompt, t.PromptSeconds))),
            Spread.Of(ours.Select(t => Rate(work.Generate, t.GenerateSeconds))),
            Spread.Of(theirs.Select(t => Rate(work.Generate, t.GenerateSeconds))),
            Spread.Of(ours.Zip(theirs, (a, b) => b.GenerateSeconds / a.GenerateSeconds)).Median);
    }

    private static (PhaseTimes Ours, PhaseTimes Theirs) Swap(PhaseTimes theirs, PhaseTimes ours) => (ours, theirs);

    private static void Print(TextWriter output, Report report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("sequences", "prompt tok/s", "decode tok/s", "bare library tok/s", "ours / bare");
        foreach (var row in report.Rows)
        {
            table.AddRow(row.Sequences.ToString(), row.PromptPerSecond.Show(), row.GeneratePerSecond.Show(), row.BareGeneratePerSecond.Show(), row.RatioToBare.ToString("0.000"));
        }

        Screen.Write(output, table);
        output.WriteLine($"{Folders.Show(report.Model)}: {report.Prompt} prompt and {report.Generate} generated tokens a sequence, {report.Threads} threads, flash attention {report.Flash.ToString().ToLowerInvariant()}; median (minimum to maximum) of {report.Repeats}, interleaved with the bare library.");
    }

    private static int Positive(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is var value and > 0 ? value : throw new Native.InputException($"{option.Name} takes a whole number above 0, not {parsed.GetValue(option)}.");
}
