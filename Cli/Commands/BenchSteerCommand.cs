using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench steer`: what steering costs, against none, the library's shared vector, swapping it, and groups.</summary>
internal static class BenchSteerCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly string[] _known = ["none", "stock", "rows", "swap", "grouped"];
    private static readonly Option<int> _sequences = Shared.Sequences(32);
    private static readonly Option<NumberList> _personas = Whole.List("--personas", "Distinct personas among the sequences, at most one for each", 1, ContextOptions.MaxSequences, 1, 8, 32);
    private static readonly Option<string> _ways = new("--ways") { Description = "Which ways to compare; separated by commas.", HelpName = "WAY,...", DefaultValueFactory = _ => string.Join(',', _known) };
    private static readonly Option<int> _prompt = Whole.Option("--prompt", "Prompt tokens of each sequence.", 16);
    private static readonly Option<int> _generate = Whole.Option("--generate", "Generated tokens of each sequence.", 32);
    private static readonly Option<int> _repeats = Shared.Repeats(5);
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = Shared.Flash();
    private static readonly Option<bool> _capture = new("--capture") { Description = "Also capture hidden states of 64 texts of 40 tokens, against the plain prompt rate." };
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Row(string Way, int Personas, Spread GeneratePerSecond, double RatioToNone);

    private sealed record CaptureRow(Spread CapturedPerSecond, Spread PlainPerSecond, double Ratio);

    private sealed record Report(string Model, int Sequences, int Prompt, int Generate, int Threads, int Repeats, IReadOnlyList<Row> Rows, CaptureRow? Capture);

    public static Command Create()
    {
        var command = new Command("steer", "Decode rates with different personas in one batch, interleaved with every other way.")
        {
            _model, _sequences, _personas, _ways, _prompt, _generate, _repeats, _threads, _flash, _capture, _gpuLayers, _json,
        };
        HelpWithExamples.Declare(command,
            "persim bench steer --model synth-qwen2-0.5b-q4_0",
            "persim bench steer --model my.gguf --sequences 255 --personas 1,8,64,255 --ways rows --repeats 11 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var (sequences, repeats) = (parsed.GetValue(_sequences), parsed.GetValue(_repeats));
        var ways = Ways(parsed.GetRequiredValue(_ways), Personas(parsed, sequences), sequences).ToList();
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        var work = new BatchedWorkload(sequences, parsed.GetValue(_prompt), parsed.GetValue(_generate));
        _ = work.Cells; // what no context could hold is refused before anything runs
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, parsed.GetValue(_gpuLayers), cancellation);
        ModelFiles.WarnBeyondContext(model, (long)work.Prompt + work.Generate, error);
        var rows = Measure(parsed, model, work, ways, repeats, threads, cancellation);
        var capture = parsed.GetValue(_capture) ? Capture(model, repeats, threads, parsed.GetValue(_flash), cancellation) : null;
        var report = new Report(model.Path, sequences, work.Prompt, work.Generate, threads, repeats, rows, capture);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report);
        return 0;
    }

    // the default adapts to fewer sequences; what a user asked for is done or refused
    private static IReadOnlyList<int> Personas(ParseResult parsed, int sequences)
    {
        var wanted = parsed.GetRequiredValue(_personas).Values;
        if (parsed.GetResult(_personas) is null or { Implicit: true }) return [.. wanted.Select(p => Math.Min(p, sequences)).Distinct()];
        foreach (var count in wanted)
        {
            if (count > sequences) throw new InputException($"--personas {count} is more than --sequences {sequences}: a sequence has one persona.");
        }

        return wanted;
    }

    private static IEnumerable<(SteerWay Way, int Personas)> Ways(string words, IReadOnlyList<int> personas, int sequences)
    {
        foreach (var word in words.Split(',', StringSplitOptions.TrimEntries))
        {
            switch (word)
            {
                case "none": yield return (SteerWay.None, 0); break;
                case "stock": yield return (SteerWay.StockShared, 1); break;
                case "swap": yield return (SteerWay.StockSwapped, sequences); break;
                case "grouped": yield return (SteerWay.Grouped, Math.Min(8, sequences)); break;
                case "rows":
                    foreach (var count in personas) yield return (SteerWay.Rows, count);
                    break;
                default: throw Nearest.Unknown("way in --ways", word, _known);
            }
        }
    }

    private static List<Row> Measure(ParseResult parsed, LlamaModel model, BatchedWorkload work, List<(SteerWay Way, int Personas)> ways, int repeats, int threads, CancellationToken cancellation)
    {
        var loops = new List<SteerLoop>();
        var seconds = ways.Select(_ => new List<double>()).ToList();
        try
        {
            foreach (var (way, personas) in ways) loops.Add(new SteerLoop(model, work, way, personas, threads, parsed.GetValue(_flash)));
            using var progress = new ProgressLine(parsed.InvocationConfiguration.Error, "steer", (repeats + 1L) * loops.Count);
            for (var repeat = -1; repeat < repeats; repeat++) // the first round warms up
            {
                for (var i = 0; i < loops.Count; i++)
                {
                    var turn = (i + Math.Max(0, repeat)) % loops.Count; // another one begins each round
                    var time = loops[turn].Run(cancellation).GenerateSeconds;
                    if (repeat >= 0) seconds[turn].Add(time);
                    progress.Advance();
                }
            }
        }
        finally
        {
            foreach (var loop in loops) loop.Dispose();
        }

        var none = ways.FindIndex(w => w.Way == SteerWay.None);
        double Ratio(int i) => Spread.Of(seconds[i].Zip(seconds[none < 0 ? 0 : none], (own, reference) => reference / own)).Median;
        return [.. ways.Select((w, i) => new Row(Name(w.Way), w.Personas, Spread.Of(seconds[i].Select(t => (double)work.Sequences * work.Generate / t)), Ratio(i)))];
    }

    private static CaptureRow Capture(LlamaModel model, int repeats, int threads, FlashAttention flash, CancellationToken cancellation)
    {
        using var loop = new CaptureLoop(model, texts: 64, length: 40, threads, flash);
        var (captured, plain) = (new List<double>(), new List<double>());
        for (var repeat = -1; repeat < repeats; repeat++)
        {
            var first = repeat % 2 == 0;
            if (first) captured.Add(loop.Capture(cancellation));
            plain.Add(loop.Plain(cancellation));
            if (!first) captured.Add(loop.Capture(cancellation));
            if (repeat >= 0) continue;
            captured.Clear();
            plain.Clear();
        }

        return new CaptureRow(Spread.Of(captured.Select(t => loop.Tokens / t)), Spread.Of(plain.Select(t => loop.Tokens / t)), Spread.Of(plain.Zip(captured, (p, c) => p / c)).Median);
    }

    private static string Name(SteerWay way) => way switch
    {
        SteerWay.None => "no steering",
        SteerWay.StockShared => "stock vector, shared",
        SteerWay.Rows => "a vector per sequence",
        SteerWay.StockSwapped => "stock vector, swapped",
        _ => "grouped",
    };

    private static void Print(TextWriter output, Report report)
    {
        var table = new TextTable().Add("way").Add("distinct personas", drop: 1).Add("decode tok/s").Add("ratio");
        foreach (var row in report.Rows) table.Row(row.Way, row.Personas == 0 ? "-" : row.Personas.ToString(), row.GeneratePerSecond.Show(), row.RatioToNone.ToString("0.000"));
        table.Write(output);
        output.WriteLine($"{Folders.Show(report.Model)}: {Words.Count(report.Sequences, "sequence")}, {Words.Count(report.Prompt, "prompt token")} and {Words.Count(report.Generate, "generated token")} each, {Words.Count(report.Threads, "thread")}; median (minimum to maximum) of {Words.Count(report.Repeats, "repeat")}, interleaved; ratio to the first row or to no steering, round by round.");
        if (report.Capture is { } capture) output.WriteLine($"capture behind all layers: {capture.CapturedPerSecond.Show()} tok/s, plain prompts in full micro-batches: {capture.PlainPerSecond.Show()} tok/s, ratio {capture.Ratio:0.000}");
    }
}
