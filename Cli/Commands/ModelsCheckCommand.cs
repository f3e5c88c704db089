using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Training;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Cards;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models check`: does a model trained here use traits in context, and can it be steered?</summary>
internal static class ModelsCheckCommand
{
    private static readonly Argument<string> _model = new("model") { HelpName = "FILE|NAME", Description = "A model that `persim models train` made." };
    private static readonly Option<string> _recipe = new("--recipe", "-r") { HelpName = "FILE", Description = "The recipe it was made with.", Required = true };
    private static readonly Option<bool> _noSteering = new("--no-steering") { Description = "Only the traits in context." };
    private static readonly Option<string?> _vectors = new("--vectors") { HelpName = "DIR", Description = "The folder of vectors and dose cards (the corpus nano). [default: models/vectors/MODEL]" };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Only what speakers answer, no question of the studies (the corpus nano)." };
    private static readonly Option<int> _questions = Whole.Option("--questions", "Questions of each kind to each kind of person (the corpus nano).", 12);
    private static readonly Option<string?> _card = new("--card") { HelpName = "FILE", Description = "Write what was measured as the page that lies beside the model (the corpus nano), Markdown." };
    private static readonly Option<int?> _threads = Shared.Threads();
    private static readonly Option<bool> _json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("check", "Measure whether a model trained here infers traits from what was said, and how far vectors steer it. Exit code 1 where a trait moves its deeds too little.") { _model, _recipe, _noSteering, _vectors, _quick, _questions, _card, _threads, _json };
        HelpWithExamples.Declare(command, "persim models check trial --recipe models/trial.yaml", "persim models check persim-nano --recipe models/persim-nano.yaml", "persim models check persim-nano --recipe models/persim-nano.yaml --quick", "persim models check persim-nano --recipe models/persim-nano.yaml --card models/persim-nano.md", "persim models check my.gguf --recipe my.yaml --no-steering --json");
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed, stop)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken stop)
    {
        var (error, output) = (parsed.InvocationConfiguration.Error, parsed.InvocationConfiguration.Output);
        var bound = TrainCorpora.Schema.Bind(ConfigFile.Load(Path.GetFullPath(parsed.GetRequiredValue(_recipe))));
        var threads = ThreadCount.Resolve(parsed.GetValue(_threads));
        if (bound.As<TrainRecipe>().Corpus == TrainCorpora.Nano) return Nano(parsed, bound, threads, stop);
        if (parsed.GetValue(_card) is not null) throw new InputException("--card describes a model of the corpus nano, and this recipe has another: leave it out.");
        var text = new TrialText(new PromptLibrary(Folders.Prompts), bound.Section<TrialConfig>(TrainCorpora.Trial).Text);
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, 0, stop);
        TrialReport report;
        using (var line = new ProgressLine(error, "checking traits", 1000))
        {
            report = new TrialCheck(model, text, threads, stop).Run(!parsed.GetValue(_noSteering), new Reporter(line));
        }

        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Tell(output, report);
        return report.Passed ? 0 : 1;
    }

    private static int Nano(ParseResult parsed, BoundConfig bound, int threads, CancellationToken stop)
    {
        var (error, output) = (parsed.InvocationConfiguration.Error, parsed.InvocationConfiguration.Output);
        var (config, seed) = (bound.Section<NanoConfig>(TrainCorpora.Nano), bound.As<TrainRecipe>().Seed);
        var page = parsed.GetValue(_card) is { } file ? PageFile.Require("--card", file) : null;
        var prompts = new PromptLibrary(Folders.Prompts);
        using var model = ModelFiles.Load(parsed.GetRequiredValue(_model), error, 0, stop);
        NanoReport report;
        var (corpus, quick, each) = (new NanoCorpus(config, prompts, seed), parsed.GetValue(_quick), parsed.GetValue(_questions));
        using (var line = new ProgressLine(error, "checking persim-nano", 1000))
        {
            report = new NanoCheck(model, config, corpus, new NanoExam(config, prompts, seed), each, threads, stop).Run(!quick, new Reporter(line));
        }

        var folder = Path.GetFullPath(parsed.GetValue(_vectors) ?? VectorFiles.FolderOf(model.Path));
        if (!quick && !parsed.GetValue(_noSteering))
        {
            var why = SteeredCheck.WhyNot(folder, model.Path);
            if (why is not null) error.WriteLine($"persim: note: not checked under doses: {why}. --no-steering leaves this out.");
            using var line = why is null ? new ProgressLine(error, "steering persim-nano", 1000) : null;
            report = report with { NotSteered = why, Steered = line is null ? null : new SteeredCheck(model, folder, config, corpus, new SteeredExam(config, prompts, seed), each, threads, stop).Run(new Reporter(line)) };
        }

        if (page is not null) WriteCard(page, report, bound, Path.GetFullPath(parsed.GetRequiredValue(_recipe)), folder);
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Tell(output, report);
        return report.Passed ? 0 : 1;
    }

    private static void WriteCard(string path, NanoReport report, BoundConfig bound, string recipe, string folder)
    {
        var cards = Traits.Letters.Select(l => (Letter: l, Path: VectorFiles.PathOf(folder, l.ToString()))).Where(c => File.Exists(c.Path)).ToDictionary(c => c.Letter, c => CardFile.Beside(c.Path));
        var losses = Path.Combine(Path.ChangeExtension(report.Model, null) + ".train", "loss.csv");
        var text = PhantomCard.Text(report, bound.As<TrainRecipe>(), recipe, cards.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => c.Value!), File.Exists(losses) ? File.ReadAllText(losses) : null);
        PageFile.Write(path, text);
    }

    private static void Tell(TextWriter output, NanoReport r)
    {
        var arm = Columns("question", "person", "trait", "low", "middle", "high", "rule: low", "middle", "high", "slope", "bias");
        foreach (var row in r.PromptArm) arm.AddRow([row.Group, row.Context, row.Trait.ToString(), Two(row.Low), Two(row.Middle), Two(row.High), Two(row.RuleLow), Two(row.RuleMiddle), Two(row.RuleHigh), Two(row.Slope), Two(row.Bias)]);
        Screen.Write(output, arm);
        output.WriteLine(r.Passed ? FormattableString.Invariant($"Every trait moves its choices by at least {r.Bound} in context.") : FormattableString.Invariant($"Not every trait moves its choices by {r.Bound} in context: train longer, then change the corpus."));
        if (r.Kinds.Count == 0) return;
        var valid = Columns("answers written freely", "asked", "valid", "the first that was not");
        foreach (var row in r.Validity) valid.AddRow(row.Kind, row.Asked.ToString(CultureInfo.InvariantCulture), row.Valid.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.FirstRefusal));
        Screen.Write(output, valid);
        var kinds = Columns("documents", "number", "perplexity of the first answer");
        foreach (var row in r.Kinds) kinds.AddRow(row.Kind, row.Documents.ToString(CultureInfo.InvariantCulture), Two(row.Perplexity));
        Screen.Write(output, kinds);
        if (r.Steered is { } steered) Tell(output, steered);
    }

    private static void Tell(TextWriter output, SteeredReport r)
    {
        var behaviours = Columns("behaviour under doses", "trait", "questions", "at -1", "at 0", "at +1", "moved", "+-", "rule: -1", "0", "+1");
        foreach (var b in r.Behaviours) behaviours.AddRow(Markup.Escape($"{b.Group}: {b.Behaviour}"), b.Trait + (b.Expected > 0 ? "+" : "-"), b.Questions.ToString(CultureInfo.InvariantCulture), Two(b.Low), Two(b.Middle), Two(b.High), Two(b.Moved), Two(b.Error), Two(b.RuleLow), Two(b.RuleMiddle), Two(b.RuleHigh));
        Screen.Write(output, behaviours);
        var recovery = Columns("trait", "questions", "slope on the rule's table", "95 %", "bias at 0", "moved most", "by");
        foreach (var v in r.Recovery) recovery.AddRow(v.Trait.ToString(), v.Questions.ToString(CultureInfo.InvariantCulture), Two(v.Slope), $"{Two(v.Low)} to {Two(v.High)}", Two(v.Bias), Two(v.LargestMoved), Markup.Escape(v.By));
        Screen.Write(output, recovery);
        var perplexity = Columns("trait", "dose", "documents", "perplexity against dose 0");
        foreach (var p in r.Perplexity) perplexity.AddRow(p.Trait.ToString(), p.Units.ToString("+0;-0;0", CultureInfo.InvariantCulture), p.Documents.ToString(CultureInfo.InvariantCulture), Two(p.Ratio));
        Screen.Write(output, perplexity);
    }

    private static void Tell(TextWriter output, TrialReport r)
    {
        var arm = Columns("trait", "context", "deed, low", "deed, high", "moved", "score, low", "score, high");
        foreach (var p in r.PromptArm) arm.AddRow(p.Trait, p.Context, Two(p.LowDeed), Two(p.HighDeed), Two(p.Moved), Two(p.LowScore), Two(p.HighScore));
        Screen.Write(output, arm);
        output.WriteLine(r.Passed ? FormattableString.Invariant($"Every trait moves its deeds by at least {r.Bound} in context.") : FormattableString.Invariant($"Not every trait moves its deeds by {r.Bound} in context: change the corpus, not the optimizer."));
        if (r.Steering.Count == 0) return;
        var steered = Columns(["vector", .. r.Steering[0].Doses.Select(d => "deed at " + d.ToString("+0;-0;0", CultureInfo.InvariantCulture)), .. r.Steering[0].Doses.Select(d => "score at " + d.ToString("+0;-0;0", CultureInfo.InvariantCulture))]);
        foreach (var s in r.Steering) steered.AddRow([s.Vector, .. s.Deeds.Select(Two), .. s.Scores.Select(Two)]);
        Screen.Write(output, steered);
        var leakage = Columns(["vector, +1 less -1", .. r.Traits]);
        foreach (var s in r.Steering) leakage.AddRow([s.Vector, .. s.Leakage.Select(Two)]);
        Screen.Write(output, leakage);
        output.WriteLine($"Random directions of the same length, their largest effect on any trait's deeds: {string.Join(", ", r.Random.Select(Two))}.");
    }

    private static Table Columns(params string[] names)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var name in names) table.AddColumn(name);
        return table;
    }

    private static string Two(double? value) => value is { } v ? Two(v) : "-";

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class Reporter(ProgressLine line) : IProgress<double>
    {
        public void Report(double value) => line.Report((long)(value * 1000));
    }
}
