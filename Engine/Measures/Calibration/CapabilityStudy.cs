using System.Text;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Asks small tasks under doses, lets the steered model talk, and has the unsteered one say how likely its words are.</summary>
public sealed class CapabilityStudy(DosedMinds minds, PromptLibrary prompts, Respondents respondents, DoseScope scope, CancellationToken cancellation = default)
{
    private const int LongestTalk = 200;
    private const int ScoredBytes = 60; // an option has as many rows as tokens, and a token has at least a byte

    private readonly List<CapabilityTask> _tasks = [.. CapabilityTask.All(prompts)];
    private readonly List<string> _talk = Talk(prompts);

    /// <param name="doses">Raw, 0 among them.</param>
    public CapabilitySection Run(NamedDirection direction, IReadOnlyList<double> doses, IReadOnlyDictionary<int, double> residual)
    {
        var points = new List<(CapabilityPoint Point, IReadOnlyList<string> Said)>();
        using (var mind = minds([direction]))
        {
            foreach (var dose in doses)
            {
                var tasks = _tasks.ToDictionary(t => t.Name, t => Right(mind, direction, dose, t) / (double)t.Items.Count, StringComparer.Ordinal);
                var said = Said(mind, direction, dose);
                var size = RelativeSize.Of([(dose, direction.Layers)], residual);
                points.Add((new CapabilityPoint(dose, CardFile.Round(size), null, said.Count == 0 ? null : CardFile.Round(said.Average(Usability.Repetition)), tasks, false), said));
            }
        }

        using var unsteered = minds([]);
        var zero = points.First(p => p.Point.Raw == 0).Point;
        List<string> notMeasurable = [.. _tasks.Where(t => !Usability.IsMeasurable((int)Math.Round(zero.Tasks[t.Name] * t.Items.Count), t.Items.Count, t.Items[0].Options.Count)).Select(t => t.Name)];
        return Usability.Of([.. points.Select(p => p.Point with { NatsPerCharacter = Nats(unsteered, p.Said) })], notMeasurable);
    }

    private int Right(IMind mind, NamedDirection direction, double dose, CapabilityTask task)
    {
        var asks = task.Items.Select((item, n) => Ask(task.Name, item.Id, n, item.Question, new ChoiceShape(item.Options), AskMode.Score, direction, dose)).ToList();
        var answers = mind.Answer(new AskPage(asks, (ask, _) => new ScoresValue([.. Enumerable.Repeat(0.0, ((ChoiceShape)ask.Shape).Options.Count)], 0)), null, cancellation);
        return answers.Zip(task.Items).Count(a => a.First.Source != AnswerSource.Fallback && a.First.Value is ScoresValue scores && a.Second.IsRight(scores.Probabilities, scores.Mass));
    }

    // what a model says of itself: refused answers are no words of its own
    private List<string> Said(IMind mind, NamedDirection direction, double dose)
    {
        var asks = _talk.Select((question, n) => Ask("talk", "talk", n, question, new TextShape(LongestTalk), AskMode.Sample, direction, dose)).ToList();
        return [.. mind.Answer(new AskPage(asks, (_, _) => new TextValue("-")), null, cancellation).Select((a, n) => a.Source != AnswerSource.Fallback && a.Value is TextValue text ? text.Text : "")];
    }

    private double? Nats(IMind unsteered, IReadOnlyList<string> said)
    {
        var texts = said.Select((text, n) => (n, Text: Start(text))).Where(t => t.Text.Length > 0).ToList();
        if (texts.Count == 0) return null;
        var asks = texts.Select(t => Ask("coherence", "talk", t.n, _talk[t.n], new ChoiceShape([t.Text]), AskMode.Score, null, 0)).ToList();
        var answers = unsteered.Answer(new AskPage(asks, (_, _) => new ScoresValue([1], 0)), null, cancellation);
        var scored = answers.Zip(texts).Where(a => a.First.Source != AnswerSource.Fallback && a.First.Value is ScoresValue { Mass: > 0 }).ToList();
        return scored.Count == 0 ? null : CardFile.Round(-scored.Sum(a => Math.Log(((ScoresValue)a.First.Value).Mass)) / scored.Sum(a => a.Second.Text.Length));
    }

    private Ask Ask(string task, string purpose, int n, string question, Shape shape, AskMode mode, NamedDirection? direction, double dose)
    {
        var respondent = respondents.Dosed(direction is null ? [] : Dosing.Of(direction, dose).Doses, scope);
        return new Ask(new AskKey(0, "capability/" + task, 0, respondent.Id, purpose, n), [.. respondent.Blocks, new Block("question", "user", question)], shape)
        {
            SharedBlocks = respondent.SharedBlocks,
            Mode = mode,
            Doses = respondent.Doses,
            Scope = respondent.Scope,
            Seed = (ulong)n + 1, // the same draws under every dose
        };
    }

    private static string Start(string text)
    {
        var (start, bytes) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > ScoredBytes) break;
            start.Append(rune);
        }

        return start.ToString().Trim();
    }

    private static List<string> Talk(PromptLibrary prompts) => [.. ProbeFile.Lines(prompts, "capability/talk").Select(l => l.Text)];
}
