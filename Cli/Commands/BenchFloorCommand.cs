using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench floor`: a bare loop over the library, the yardstick of every later ratio.</summary>
internal static class BenchFloorCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<int[]> _sequences = Shared.Numbers("--sequences", "Sequences decoded together", 1, 8, 32);
    private static readonly Option<int[]> _prefix = Shared.Numbers("--prefix", "Shared prefix lengths in tokens", 0, 600);
    private static readonly Option<int[]> _threads = Shared.Numbers("--threads", "Thread counts", ThreadCount.Allowed);
    private static readonly Option<int> _steps = new("--generate") { Description = "Steps of one token per sequence.", DefaultValueFactory = _ => 16 };
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
            "persim bench floor --model synth-0.5b-q4_0",
            "persim bench floor --model my.gguf --sequences 32 --prefix 600 --threads 1,2 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var steps = parsed.GetValue(_steps) is var s and > 0 ? s : throw new Native.InputException("--generate takes a whole number above 0.");
        var repeats = parsed.GetValue(_repeats) is var r and > 0 ? r : throw new Native.InputException("--repeats takes a whole number above 0.");
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), parsed.InvocationConfiguration.Error, parsed.GetValue(_gpuLayers), cancellation);
        var points = Points(parsed).ToList();
        var rows = new List<Row>();
        using (var progress = new ProgressLine(parsed.InvocationConfiguration.Error, "floor", points.Count))
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
        from prefix in parsed.GetRequiredValue(_prefix)
        from sequences in parsed.GetRequiredValue(_sequences)
        from threads in parsed.GetRequiredValue(_threads)
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
            cancellation.ThrowIfCancellationRequested();
            var rate = loop.Run();
            if (repeat >= 0) rates.Add(rate);
        }

        var prefill = rates.Where(r => r.Prefill is not null).Select(r => r.Prefill!.Value).ToList();
        return new Row(point.Flash, point.PadTo64, point.Threads, point.Prefix, point.Sequences, prefill.Count == 0 ? null : Spread.Of(prefill), Spread.Of(rates.Select(r => r.Decode)));
    }

    private static void Print(TextWriter output, Report report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("prefix", "sequences", "threads", "flash", "rows", "prefill tok/s", "decode tok/s");
        foreach (var row in report.Rows)
        {
            table.AddRow(row.Prefix.ToString(), row.Sequences.ToString(), row.Threads.ToString(), row.Flash.ToString().ToLowerInvariant(), row.PaddedTo64 ? "padded to 64" : row.Sequences.ToString(), row.PrefillPerSecond?.Show() ?? "-", row.DecodePerSecond.Show());
        }

        Screen.Write(output, table);
        output.WriteLine($"{Folders.Show(report.Model)}: {report.Generate} steps; median (minimum to maximum) of {report.Repeats}. Padding rows are computed but not counted.");
    }
}
