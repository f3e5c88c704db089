using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench capture`: what computing a trait's vector costs, beside the prompt tokens that it cannot do without.</summary>
internal static class BenchCaptureCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<int> _items = Whole.Option("--items", "Train items of the trait; controls and held-out items shrink alike.", 120, least: 8, most: 120);
    private static readonly Option<int> _repeats = Shared.Repeats(3);
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = Shared.Flash();
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(string Model, int Items, int Texts, long Tokens, int Threads, int Repeats, Spread ComputeSeconds, Spread PlainSeconds, Spread Ratio, Spread ProcessorRatio);

    // on a machine with other work, and with one thread, processor time is the one to believe: waiting threads spin
    private sealed record Cost(double Seconds, double Processor)
    {
        public static Cost Of(Action work)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            work();
            return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        }
    }

    public static Command Create()
    {
        var command = new Command("capture", "Computing a trait's vector, from items to files, against its prompt tokens alone.") { _model, _items, _repeats, _threads, _flash, _gpuLayers, _json };
        HelpWithExamples.Declare(command, "persim bench capture --model synth-qwen2-0.5b-q4_0", "persim bench capture --model my.gguf --items 24 --repeats 5 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (repeats, threads, flash) = (parsed.GetValue(_repeats), ThreadCount.Resolve(parsed.GetValue(_threads)), parsed.GetValue(_flash));
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, parsed.GetValue(_gpuLayers), cancellation);
        var folder = Directory.CreateTempSubdirectory("persim-bench-capture-");
        try
        {
            var request = Request(folder.FullName, parsed.GetValue(_items)) with { Threads = threads, Flash = flash };
            var texts = new VectorComputer(model, request).Texts().ToList();
            using var plain = new PromptLoop(model, texts, threads, flash);
            var (ours, theirs) = (new List<Cost>(), new List<Cost>());
            using (var progress = new ProgressLine(error, "capture", 2L * repeats + 1))
            {
                plain.Run(cancellation); // warms up
                progress.Advance();
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    // the order changes every time, so that neither side always meets the cooler machine
                    if (repeat % 2 == 0) ours.Add(Cost.Of(() => new VectorComputer(model, request).Run(cancellation: cancellation)));
                    theirs.Add(Cost.Of(() => plain.Run(cancellation)));
                    if (repeat % 2 != 0) ours.Add(Cost.Of(() => new VectorComputer(model, request).Run(cancellation: cancellation)));
                    progress.Advance(2);
                }
            }

            var report = new Report(model.Path, request.Traits[0].Set.Items.Count(i => i.Split == ContrastSplit.Train), texts.Count, plain.Tokens, threads, repeats, Spread.Of(ours.Select(c => c.Seconds)), Spread.Of(theirs.Select(c => c.Seconds)), Spread.Of(ours.Zip(theirs, (o, t) => o.Seconds / t.Seconds)), Spread.Of(ours.Zip(theirs, (o, t) => o.Processor / t.Processor)));
            if (parsed.GetValue(_json)) Json.Write(output, report);
            else Print(output, report);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // every n-th item of the sets that ship, so that facets, kinds and splits stay mixed
    private static ComputeRequest Request(string folder, int items)
    {
        var sets = Path.Combine(Folders.Prompts, "contrast");
        var (traits, agree, valence) = ComputeRequest.ReadSets(sets, ["E"]);
        var share = (double)items / traits[0].Set.Items.Count(i => i.Split == ContrastSplit.Train);
        NamedSet Less(NamedSet set) => set with { Set = set.Set.Where(g => (int)((g + 1) * share) > (int)(g * share)) };
        return new ComputeRequest("bench", [Less(traits[0])], Less(agree), Less(valence), ContrastFrames.Read(sets), folder);
    }

    private static void Print(TextWriter output, Report report)
    {
        var table = new TextTable().Add("what").Add("seconds").Add("tok/s");
        table.Row("computing the vector", report.ComputeSeconds.Show("0.0"), (report.Tokens / report.ComputeSeconds.Median).ToString("N0"));
        table.Row("its prompt tokens alone", report.PlainSeconds.Show("0.0"), (report.Tokens / report.PlainSeconds.Median).ToString("N0"));
        table.Write(output);
        output.WriteLine($"{Folders.Show(report.Model)}: {report.Items} train items, {report.Texts} texts with held-out items, exchanged letters and controls, {report.Tokens:N0} tokens, {Words.Count(report.Threads, "thread")}; interleaved, median (minimum to maximum) of {Words.Count(report.Repeats, "repeat")}; ratio {report.Ratio.Show("0.000")}, of processor time {report.ProcessorRatio.Show("0.000")}");
    }
}
