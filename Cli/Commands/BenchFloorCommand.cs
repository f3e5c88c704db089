using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench floor`: a bare loop over the library, the yardstick of every later ratio.</summary>
internal static class BenchFloorCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<NumberList> _sequences = Shared.SequenceCounts(1, 8, 32);
    private static readonly Option<NumberList> _prefix = Whole.List("--prefix", "Shared prefix lengths in tokens", 0, int.MaxValue, 0, 600);
    private static readonly Option<NumberList> _threads = Whole.List("--threads", "Thread counts, all allowed cores by default", "-t", 1, int.MaxValue, ThreadCount.Allowed);
    private static readonly Option<int> _steps = Whole.Option("--generate", "Steps of one token per sequence.", 16);
    private static readonly Option<int> _repeats = Shared.Repeats(3);
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private static readonly FlashAttention[] _switches = [FlashAttention.Off, FlashAttention.On];
    private static readonly bool[] _paddings = [false, true];

    private sealed record Row(FlashAttention Flash, bool PaddedTo64, int Threads, int Prefix, int Sequences, Spread? PrefillPerSecond, Spread DecodePerSecond);

    private sealed record Report(string Model, int Generate, int Repeats, IReadOnlyList<Row> Rows);

    public static Command Create()
    {
        var command = new Command("floor", "What this machine can do with a model: raw library calls, flash attention on and off, padded to 64 rows, by threads and prefix.")
        {
            _model, _sequences, _prefix, _threads, _steps, _repeats, _gpuLayers, _json,
        };
        HelpWithExamples.Declare(command,
            "persim bench floor --model synth-llama-0.5b-q4_0",
            "persim bench floor --model my.gguf --sequences 32 --prefix 600 --threads 1,2 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var (steps, repeats) = (parsed.GetValue(_steps), parsed.GetValue(_repeats));
        var points = Points(parsed).ToList();
        foreach (var threads in parsed.GetRequiredValue(_threads).Values) ThreadCount.Resolve(threads);
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, parsed.GetValue(_gpuLayers), cancellation);
        ModelFiles.WarnBeyondContext(model, points.Max(p => (long)p.Prefix) + steps, error);
        var rows = new List<Row>();
        using (var progress = new ProgressLine(error, "floor", points.Count))
        {
            foreach (var point in points)
            {
                rows.Add(Measure(model, point, steps, repeats, cancellation));
                progress.Advance();
            }
        }

        var report = new Report(model.Path, steps, repeats, rows);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report);
        return 0;
    }

    private static IEnumerable<FloorPoint> Points(ParseResult parsed) =>
        from prefix in parsed.GetRequiredValue(_prefix).Values
        from sequences in parsed.GetRequiredValue(_sequences).Values
        from threads in parsed.GetRequiredValue(_threads).Values
        from flash in _switches
        from padded in _paddings
        where !padded || sequences < 64
        select new FloorPoint(flash, padded, threads, prefix, sequences);

    private static Row Measure(LlamaModel model, FloorPoint point, int steps, int repeats, CancellationToken cancellation)
    {
        using var loop = new FloorLoop(model, point, steps);
        var rates = new List<FloorRates>();
        for (var repeat = -1; repeat < repeats; repeat++) // the first one warms up
        {
            var rate = loop.Run(cancellation);
            if (repeat >= 0) rates.Add(rate);
        }

        var prefill = rates.Where(r => r.Prefill is not null).Select(r => r.Prefill!.Value).ToList();
        return new Row(point.Flash, point.PadTo64, point.Threads, point.Prefix, point.Sequences, prefill.Count == 0 ? null : Spread.Of(prefill), Spread.Of(rates.Select(r => r.Decode)));
    }

    private static void Print(TextWriter output, Report report)
    {
        var table = new TextTable().Add("prefix").Add("sequences").Add("threads", drop: 2).Add("flash").Add("rows").Add("prefill tok/s", drop: 1).Add("decode tok/s");
        foreach (var row in report.Rows)
        {
            table.Row(row.Prefix.ToString(), row.Sequences.ToString(), row.Threads.ToString(), Words.Lower(row.Flash), row.PaddedTo64 ? "padded to 64" : row.Sequences.ToString(), row.PrefillPerSecond?.Show() ?? "-", row.DecodePerSecond.Show());
        }

        table.Write(output);
        output.WriteLine($"{Folders.Show(report.Model)}: {Words.Count(report.Generate, "step")}; median (minimum to maximum) of {Words.Count(report.Repeats, "repeat")}. Padding rows are computed but not counted.");
    }
}
