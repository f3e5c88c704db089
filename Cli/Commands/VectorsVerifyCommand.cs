using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors verify MODEL`: is a vector per row exactly the library's own vector, on this model and machine?</summary>
internal static class VectorsVerifyCommand
{
    private static readonly Argument<string> _model = new("model") { Description = "A GGUF file, or the name of one in the models folder.", HelpName = "FILE|NAME" };
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    // each against the stock vector, sequence by sequence, in batches of the same shape
    private static readonly ProofShape[] _shapes =
    [
        new("one sequence", [9], Steps: 3),
        new("equal lengths", [6, 6, 6, 6], Steps: 3),
        new("mixed lengths", [5, 13, 1, 8, 3], Steps: 3),
        new("many sequences", [.. Enumerable.Range(0, 12).Select(i => 1 + (i * 7 % 5))], Steps: 2),
        new("a full micro-batch", [60, 1, 40, 27], Steps: 1),
    ];

    private sealed record Layout(FlashAttention Flash, string Cache, SteeringMode Mode, bool Exact, int SteeredLayers, int PatchedNodes, float LargestDifference, string? Reason, IReadOnlyList<ShapeProof> Shapes, IReadOnlyList<LayerLayout> Layers);

    private sealed record Report(string Model, string Architecture, bool Exact, IReadOnlyList<Layout> Layouts);

    public static Command Create()
    {
        var command = new Command("verify", "Prove on a model that steering each row by itself equals the library's own control vector.") { _model, _threads, _gpuLayers, _json };
        HelpWithExamples.Declare(command, "persim vectors verify my.gguf", "persim vectors verify synth-qwen2-0.5b-q4_0 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), parsed.InvocationConfiguration.Error, parsed.GetValue(_gpuLayers), cancellation);
        var layouts = new List<Layout>();
        (FlashAttention Flash, bool Unified)[] cases = [(FlashAttention.Off, true), (FlashAttention.On, true), (FlashAttention.Off, false)];
        using (var progress = new ProgressLine(parsed.InvocationConfiguration.Error, "verify", cases.Length))
        {
            foreach (var (flash, unified) in cases)
            {
                cancellation.ThrowIfCancellationRequested();
                layouts.Add(Examine(model, flash, unified, parsed.GetValue(_threads)));
                progress.Advance();
            }
        }

        // a cache that is not unified runs grouped by design; the verdict is about the layouts that runs use
        var report = new Report(model.Path, model.Architecture, layouts.Where(l => l.Cache == "unified").All(l => l.Exact), layouts);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report);
        return report.Exact ? 0 : 1;
    }

    private static Layout Examine(LlamaModel model, FlashAttention flash, bool unified, int? threads)
    {
        using var context = LlamaContext.Create(model, new ContextOptions
        {
            Cells = 512,
            Sequences = _shapes.Max(s => s.Prompts.Count),
            BatchTokens = 128,
            Outputs = 16,
            Threads = threads,
            FlashAttention = flash,
            UnifiedKv = unified,
            Steering = new SteeringOptions(Everywhere(model)),
        });
        var steering = context.Steering!;
        var proof = steering.Mode == SteeringMode.Patch ? SteeringProof.Run(context, _shapes) : steering.Proof;
        return new Layout(flash, unified ? "unified" : "per sequence", steering.Mode, proof.Holds, proof.SteeredLayers, proof.PatchedNodes, proof.LargestDifference, proof.Reason, proof.Shapes, steering.Layouts);
    }

    // behind every block, the last included: what the proof shows then holds for any choice of layers
    private static SteeringTable Everywhere(LlamaModel model)
    {
        if (model.Layers < 2) throw new InputException($"{Path.GetFileName(model.Path)} has {model.Layers} block; steering needs at least two.");
        var table = new SteeringTable(model.Width, model.Layers);
        var rng = new CounterRng(1);
        var layers = Enumerable.Range(1, model.Layers - 1).ToDictionary(l => l, _ => Enumerable.Range(0, model.Width).Select(_ => (float)rng.NextNormal()).ToArray());
        table.Add("everywhere", layers);
        return table;
    }

    private static void Print(TextWriter output, Report report)
    {
        var table = new TextTable().Add("flash").Add("cache", drop: 1).Add("mode").Add("batch").Add("rows compared", drop: 3).Add("largest difference from stock").Add("effect of the vectors", drop: 2);
        foreach (var layout in report.Layouts)
        {
            string[] start = [Words.Lower(layout.Flash), layout.Cache, Words.Lower(layout.Mode)];
            if (layout.Shapes.Count == 0) table.Row([.. start, "-", "-", "-", layout.Reason ?? "-"]);
            foreach (var shape in layout.Shapes) table.Row([.. start, shape.Shape, shape.Rows.ToString(), shape.LargestDifference.ToString("G3"), shape.Effect.ToString("0.00")]);
        }

        table.Write(output);
        var patched = report.Layouts[0];
        foreach (var group in patched.Layers.GroupBy(l => (l.TokenAxis, l.OutputRowsOnly, l.OnDevice)))
        {
            output.WriteLine($"layers {group.First().Layer} to {group.Last().Layer}: {group.First().Node}{(group.Count() > 1 ? " and so on" : "")}, tokens counted by dimension {group.Key.TokenAxis}{(group.Key.OutputRowsOnly ? ", rows with output only" : "")}, rows {(group.Key.OnDevice ? "on the device" : "in main memory")}");
        }

        output.WriteLine(report.Exact
            ? $"{Folders.Show(report.Model)} ({report.Architecture}): exact. {patched.PatchedNodes} nodes patched for {patched.SteeredLayers} steered layers; a vector per row is bit for bit the library's own."
            : $"{Folders.Show(report.Model)} ({report.Architecture}): NOT exact: {report.Layouts.Select(l => l.Reason).FirstOrDefault(r => r is not null)}. Runs on this model steer in groups.");
    }
}
