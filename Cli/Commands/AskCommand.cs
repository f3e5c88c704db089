using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim ask RUN@TICK AGENT "why ..."`: a question beside a run, to somebody with what they had in mind then.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> _point = new("run") { Description = "A run, or a tick of it; without a tick the last one.", HelpName = "RUN[@TICK]" };
    private static readonly Argument<string> _agent = new("agent") { Description = "Whom to ask.", HelpName = "AGENT" };
    private static readonly Argument<string> _question = new("question") { Description = "What to ask.", HelpName = "QUESTION" };
    private static readonly Option<int> _length = Whole.Option("--length", "Most characters of the answer.", 400, least: 20, most: 4000);

    private sealed record Report(string Run, long Tick, string Agent, string Question, string Answer, string Mind, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<DirectionDose> Doses, string Context);

    public static Command Create()
    {
        var command = new Command("ask", "Asks somebody a question of yours with everything they had in mind at a tick, answered by the run's model with their doses. Nothing of it enters the run.") { _point, _agent, _question, RunOptions.Model, RunOptions.Remote, RunOptions.Threads, RunOptions.Mock, _length, RunOptions.Prompts, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim ask town.small-steer-7@42 Marek \"Why did you leave the market?\"", "persim ask town.small-steer-7 Clara \"Whom do you trust, and why?\" --model my-8b.gguf --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (error, output) = (parsed.InvocationConfiguration.Error, parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(RunOptions.Mock)) throw RulesCannot("--mock has the study's rules answer");
        var question = parsed.GetRequiredValue(_question).Trim();
        if (question.Length == 0) throw new InputException("The question is empty.");
        var point = RunPoints.Parse(parsed.GetRequiredValue(_point));
        var context = new LastAsk(point.Tick, parsed.GetRequiredValue(_agent));
        var (_, parts) = RunPoints.Folded(point, context, error, cancellation);
        var who = RunPeople.Require(parts, point.Folder, parsed.GetRequiredValue(_agent));
        if (context.Ask is not { } last) throw new InputException($"{who} was asked nothing in tick {point.Tick} of {point.Folder.Run}, so there is no prompt to ask in; take another tick.");
        var bound = Studies.Catalog.Bind(ConfigFile.Load(point.Folder.Config, [], RunOptions.Presets(parsed, study: null)));
        var config = bound.As<RunConfig>();
        if (RunMinds.Listed(config).First(m => m.Key == last.Mind).Value.Kind == MindKind.Rule) throw RulesCannot($"the mind {last.Mind} of {point.Folder.Run} is the study's rules");
        var ask = Asked(last, point.Tick, who, question, parsed);
        // rules took no doses: without any, no vectors are wanted of the model either
        if (ask.Doses.Count == 0) config = config with { Persona = config.Persona with { Arm = Arm.None } };
        using var minds = RunMinds.Make(config, new RunRequest(Mock: false), store: null, before: point.Folder.ReadManifest(), error, cancellation);
        var mind = minds.Map[last.Mind];
        var answer = mind.Mind!.Answer(new AskPage([ask], (_, _) => new TextValue("")), null, cancellation)[0];
        if (answer.Source != AnswerSource.Model) throw new InputException($"{who} gave no answer that could be used: {answer.Refusal ?? "the model said nothing"}. Ask in other words, or give it more room with --length.");
        var report = new Report(point.Folder.Run, point.Tick, who, question, ((TextValue)answer.Value).Text, last.Mind, mind.Mind.Description.Settings, ask.Doses, last.Key.ToString());
        if (parsed.GetValue(RunOptions.Json)) Json.Write(output, report);
        else output.WriteLine($"{who} in {report.Run} behind tick {report.Tick}: {PrintableText.Of(report.Answer)}");
        return 0;
    }

    // everything of what they were asked last but the study's own question, which stands at the end
    private static Ask Asked(Ask last, long tick, string who, string question, ParseResult parsed)
    {
        var library = new PromptLibrary(parsed.GetValue(RunOptions.Prompts) ?? Folders.Prompts);
        var text = library["ask/question"].Fill(("question", question));
        return last with
        {
            Key = new AskKey(tick, "ask", 0, who, "question"),
            Blocks = [.. last.Blocks.SkipLast(1), new Block("question", "user", text)],
            Shape = new TextShape(parsed.GetValue(_length)),
            Mode = AskMode.Sample,
        };
    }

    private static InputException RulesCannot(string why) => new($"{why}, and rules know only the questions of their study: a free question wants a language model. Give one with --model FILE or --remote URL; what somebody had in mind is shown by persim inspect.");

    /// <summary>Keeps the last thing that somebody was asked in a tick by the study itself, probes aside.</summary>
    private sealed class LastAsk(long tick, string who) : IRunWatcher
    {
        public Ask? Ask { get; private set; }

        public void Heard(StepId id, Ask ask, StoredAnswer answer)
        {
            if (id.Tick == tick && string.Equals(ask.Key.Who, who, StringComparison.OrdinalIgnoreCase) && !ask.Key.Phase.StartsWith("probe", StringComparison.Ordinal) && ask.Shape is not VectorShape) Ask = ask;
        }
    }
}
