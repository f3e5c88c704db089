using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Cli.Benches;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench minds`: a phase's decisions through the llama mind, against the bare library and simpler ways.</summary>
internal static class BenchMindsCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<int> _agents = Number("--agents", "Agents that decide.", 64);
    private static readonly Option<int> _parallel = Number("--parallel", "Asks decoded together.", 64);
    private static readonly Option<int> _prefix = Number("--prefix", "Tokens of the shared blocks.", 600);
    private static readonly Option<int> _personal = Number("--personal", "Tokens of each agent's own blocks.", 60);
    private static readonly Option<int> _generate = Number("--generate", "Tokens of each answer.", 40);
    private static readonly Option<int> _repeats = Shared.Repeats(3);
    private static readonly Option<bool> _quick = new("--quick") { Description = "Leave out the two slow ways: no prefix sharing, one ask at a time." };
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<FlashAttention> _flash = new("--flash") { Description = "Flash attention.", DefaultValueFactory = _ => FlashAttention.Auto };
    private static readonly Option<CacheLayout> _layout = new("--layout") { Description = "unified: one cache for all asks; separate: one for each; auto: what was measured to be faster.", DefaultValueFactory = _ => CacheLayout.Auto };
    private static readonly Option<bool> _pad = new("--pad") { Description = "Fill decode steps up to 64 rows." };
    private static readonly Option<SteeringMode> _steering = new("--steering") { Description = "auto: a vector per row where that is proven exact, else groups; patch: refuse where it is not; grouped.", DefaultValueFactory = _ => SteeringMode.Auto };
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    private const int ForcedRoom = 512; // a shape's text sets a token aside for every character

    private sealed record Row(string Way, Spread Seconds, double DecisionsPerSecond, long SubmittedTokens, long ComputedTokens, long DrawnTokens, long ForcedTokens, double BatchFill, double? OutsideDecode, double RatioToMind);

    private sealed record Report(string Model, int Agents, int Parallel, int Prefix, int Personal, int Generate, int Threads, FlashChoice Flash, CacheLayout Layout, string Steering, int Repeats, string AnswersSha256, IReadOnlyList<Row> Rows);

    public static Command Create()
    {
        var command = new Command("minds", "Decisions per second of a phase: steered, shared, constrained; beside it the bare library with the same plan.")
        {
            _model, _agents, _parallel, _prefix, _personal, _generate, _repeats, _quick, _threads, _flash, _layout, _pad, _steering, _gpuLayers, _json,
        };
        HelpWithExamples.Declare(command,
            "persim bench minds --model synth-qwen2-0.5b-q4_0",
            "persim bench minds --model my.gguf --agents 255 --parallel 128 --quick --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var repeats = parsed.GetValue(_repeats);
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), parsed.InvocationConfiguration.Error, parsed.GetValue(_gpuLayers), cancellation);
        var work = new MindWorkload(parsed.GetValue(_agents), parsed.GetValue(_prefix), parsed.GetValue(_personal), parsed.GetValue(_generate));
        var options = new LlamaMindOptions
        {
            Parallel = Math.Min(parsed.GetValue(_parallel), work.Agents),
            Prefixes = 4,
            MaxTokens = work.Generate,
            Cells = work.Cells(Math.Min(parsed.GetValue(_parallel), work.Agents)),
            AskCells = work.AskCells,
            Layout = parsed.GetValue(_layout),
            Threads = ThreadCount.Resolve(parsed.GetValue(_threads)),
            FlashAttention = parsed.GetValue(_flash),
            PadRows = parsed.GetValue(_pad),
            Steering = RandomTraits.Table(model),
            SteeringMode = parsed.GetValue(_steering),
        };
        options = options with { Layout = CacheChoice.Of(model, options).Layout };
        // measured once, so that every repeat and the replay work under the same settings
        var flash = options.FlashAttention == FlashAttention.Auto ? FlashChoice.Measure(model, options.Parallel, options.Threads!.Value, options.Layout) : new FlashChoice(options.FlashAttention, options.PadRows, "");
        options = options with { FlashAttention = flash.Flash, PadRows = flash.PadRows };
        var (rows, answers, steering) = Measure(parsed, model, work, options, repeats, cancellation);
        var report = new Report(model.Path, work.Agents, options.Parallel, work.Prefix, work.Personal, work.Generate, options.Threads!.Value, flash, options.Layout, steering, repeats, answers, rows);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report);
        return 0;
    }

    private static (List<Row> Rows, string Answers, string Steering) Measure(ParseResult parsed, LlamaModel model, MindWorkload work, LlamaMindOptions options, int repeats, CancellationToken cancellation)
    {
        var (mind, bare) = (new List<double>(), new List<double>());
        var page = work.Page(model, shared: true);
        var (answers, steering) = ("", "");
        PageStatistics statistics;
        using (var progress = new ProgressLine(parsed.InvocationConfiguration.Error, "minds", repeats + 1))
        {
            // cold every time: a mind of its own, whose prefix store is empty; the first round warms up and records the plan
            CallTrace? trace = null;
            statistics = new PageStatistics();
            for (var repeat = -1; repeat < repeats; repeat++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var cold = new LlamaMind(model, options);
                if (repeat < 0) cold.Context.Trace = trace = new CallTrace();
                var start = Stopwatch.GetTimestamp();
                var given = Hash(cold.Answer(page, cancellation: cancellation));
                if (repeat >= 0) mind.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (answers.Length > 0 && given != answers) throw new Native.NativeException("The same page was answered differently by the same mind: the plan must be a function of the page alone.");
                answers = given;
                steering = cold.Description.Settings["steering"];
                statistics = cold.Statistics;
                using var replay = new TraceReplay(model, trace!, cold.Context.Options);
                var seconds = replay.Run();
                if (repeat >= 0) bare.Add(seconds);
                progress.Advance();
            }
        }

        var reference = Spread.Of(mind);
        var rows = new List<Row>
        {
            ToRow("the llama mind", mind, work, statistics, options, 1),
            new("bare library, same plan", Spread.Of(bare), work.Agents / Spread.Of(bare).Median, statistics.SubmittedTokens, statistics.ComputedTokens, statistics.DrawnTokens, statistics.ForcedTokens, Fill(statistics, options), null, Spread.Of(bare.Zip(mind, (b, m) => b / m)).Median),
        };
        if (parsed.GetValue(_quick)) return (rows, answers, steering);
        rows.Add(Once("shape forces most of the text", model, work, options with { MaxTokens = null, AskCells = work.AskCells + ForcedRoom }, work.ForcedPage(model), reference, cancellation));
        rows.Add(Once("no prefix sharing", model, work, options with { Cells = work.CellsUnshared(options.Parallel) }, work.Page(model, shared: false), reference, cancellation));
        rows.Add(Once("one ask at a time", model, work, options with { Parallel = 1, Cells = work.Cells(1) }, page, reference, cancellation));
        rows.Add(Once("one at a time, nothing shared", model, work, options with { Parallel = 1, Cells = work.Cells(1) }, work.Page(model, shared: false), reference, cancellation));
        return (rows, answers, steering);
    }

    // equal in every process on one machine: what was done before, killed or finished, leaves nothing behind
    private static string Hash(IReadOnlyList<Engine.Minds.Answer> answers) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', answers.Select(a => $"{a.Key} {a.Raw}")))));

    private static Row Once(string way, LlamaModel model, MindWorkload work, LlamaMindOptions options, Engine.Minds.AskPage page, Spread reference, CancellationToken cancellation)
    {
        using var mind = new LlamaMind(model, options);
        var start = Stopwatch.GetTimestamp();
        mind.Answer(page, cancellation: cancellation);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return ToRow(way, [seconds], work, mind.Statistics, options, seconds / reference.Median);
    }

    private static Row ToRow(string way, List<double> seconds, MindWorkload work, PageStatistics statistics, LlamaMindOptions options, double ratio) => new(
        way,
        Spread.Of(seconds),
        work.Agents / Spread.Of(seconds).Median,
        statistics.SubmittedTokens,
        statistics.ComputedTokens,
        statistics.DrawnTokens,
        statistics.ForcedTokens,
        Fill(statistics, options),
        1 - (statistics.DecodeSeconds / statistics.PageSeconds),
        ratio);

    private static double Fill(PageStatistics statistics, LlamaMindOptions options) => statistics.Rows / (double)statistics.Decodes / options.BatchTokens;

    private static void Print(TextWriter output, Report report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("way", "seconds", "decisions/s", "prompt submitted", "computed", "drawn", "forced", "batch fill", "outside decode", "time / mind's");
        foreach (var row in report.Rows)
        {
            table.AddRow(row.Way, row.Seconds.Show("0.00"), row.DecisionsPerSecond.ToString("0.00"), row.SubmittedTokens.ToString("N0"), row.ComputedTokens.ToString("N0"), row.DrawnTokens.ToString("N0"), row.ForcedTokens.ToString("N0"), row.BatchFill.ToString("0%"), row.OutsideDecode?.ToString("0.0%") ?? "-", row.RatioToMind.ToString("0.00"));
        }

        Screen.Write(output, table);
        output.WriteLine($"{Folders.Show(report.Model)}: {report.Agents} agents, {report.Parallel} at once, {report.Prefix} shared and {report.Personal} own prompt tokens, {report.Generate} drawn tokens each, five doses and a shape on every ask, {report.Threads} threads; cold each time; the first two rows interleaved, {report.Repeats} repeats. Steering {report.Steering}, {report.Layout.ToString().ToLowerInvariant()} cache, flash attention {report.Flash.Flash.ToString().ToLowerInvariant()}{(report.Flash.PadRows ? ", padded" : "")}{(report.Flash.Measured.Length > 0 ? $" (measured: {report.Flash.Measured})" : "")}. Answers sha256 {report.AnswersSha256[..16]}.");
    }

    private static Option<int> Number(string name, string description, int normal)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} takes a whole number above 0.");
        });
        return option;
    }
}
