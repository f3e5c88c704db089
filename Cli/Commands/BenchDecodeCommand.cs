using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench decode`: llama.cpp's batched benchmark through our layer, beside the bare library in the same run.</summary>
internal static class BenchDecodeCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<NumberList> _sequences = Shared.SequenceCounts(1, 8, 32);
    private static readonly Option<int> _prompt = Whole.Option("--prompt", "Prompt tokens of each sequence.", 16);
    private static readonly Option<int> _generate = Whole.Option("--generate", "Generated tokens of each sequence.", 64);
    private static readonly Option<int> _repeats = Shared.Repeats(5);
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = Shared.Flash();
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
            "persim bench decode --model synth-llama-0.5b-q4_0",
            "persim bench decode --model my.gguf --sequences 1,64,255 --prompt 128 --generate 32 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (prompt, generate, repeats) = (parsed.GetValue(_prompt), parsed.GetValue(_generate), parsed.GetValue(_repeats));
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        var works = parsed.GetRequiredValue(_sequences).Values.Select(s => new BatchedWorkload(s, prompt, generate)).ToList();
        foreach (var work in works) _ = work.Cells; // one that no context could hold is refused before anything runs
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, parsed.GetValue(_gpuLayers), cancellation);
        ModelFiles.WarnBeyondContext(model, (long)prompt + generate, error);
        var rows = new List<Row>();
        using (var progress = new ProgressLine(error, "decode", works.Count * (repeats + 1L)))
        {
            foreach (var work in works) rows.Add(Measure(model, work, parsed.GetValue(_flash), threads, repeats, progress, cancellation));
        }

        var report = new Report(model.Path, prompt, generate, threads, parsed.GetValue(_flash), repeats, rows);
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Print(output, report);
        return 0;
    }

    private static Row Measure(LlamaModel model, BatchedWorkload work, FlashAttention flash, int threads, int repeats, ProgressLine progress, CancellationToken cancellation)
    {
        using var safe = new SafeLoop(model, work, flash, threads);
        using var bare = new BareLoop(model, work, flash, threads);
        var ours = new List<PhaseTimes>();
        var theirs = new List<PhaseTimes>();
        for (var repeat = -1; repeat < repeats; repeat++) // the first pair warms up
        {
            // the order changes every time, so that neither side always meets the cooler machine
            var (a, b) = repeat % 2 == 0 ? (safe.Run(cancellation), bare.Run(cancellation)) : Swap(bare.Run(cancellation), safe.Run(cancellation));
            progress.Advance();
            if (repeat < 0) continue;
            ours.Add(a);
            theirs.Add(b);
        }

        double Rate(int tokens, double seconds) => (double)work.Sequences * tokens / seconds;
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
        var table = new TextTable().Add("sequences").Add("prompt tok/s", drop: 2).Add("decode tok/s").Add("bare library tok/s", drop: 1).Add("ours / bare", drop: 3);
        foreach (var row in report.Rows)
        {
            table.Row(row.Sequences.ToString(), row.PromptPerSecond.Show(), row.GeneratePerSecond.Show(), row.BareGeneratePerSecond.Show(), row.RatioToBare.ToString("0.000"));
        }

        table.Write(output);
        output.WriteLine($"{Folders.Show(report.Model)}: {Words.Count(report.Prompt, "prompt token")} and {Words.Count(report.Generate, "generated token")} a sequence, {Words.Count(report.Threads, "thread")}, flash attention {Words.Lower(report.Flash)}; median (minimum to maximum) of {Words.Count(report.Repeats, "repeat")}, interleaved with the bare library.");
    }
}
