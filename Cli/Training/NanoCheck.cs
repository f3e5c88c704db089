using System.Numerics.Tensors;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Training;

/// <summary>
/// Whether a model trained on the corpus of persim-nano answers as the rules behind it do: traits in context, unsteered; answers in the studies'
/// form; the loss by kind of document. Nothing that is held out is read.
/// </summary>
internal sealed class NanoCheck(LlamaModel model, NanoConfig config, NanoCorpus corpus, NanoExam exam, int each, int? threads, CancellationToken cancellation)
{
    public const double Bound = 0.4; // of a choice's probability
    private const int AsksEach = 5; // questions of the studies for one of a cell
    private const double Temperature = 0.7; // the studies' own

    /// <param name="studies">Whether the studies' questions are asked beside the speakers'.</param>
    public NanoReport Run(bool studies, IProgress<double> progress)
    {
        using var scorer = new PrefixScorer(model, threads);
        var arm = PromptArm(scorer, studies, p => progress.Report((studies ? 0.6 : 1) * p));
        var validity = studies ? Validity(scorer, p => progress.Report(0.6 + (0.25 * p))) : [];
        var kinds = studies ? Kinds(scorer, p => progress.Report(0.85 + (0.15 * p))) : [];
        // every trait, in the choices that it was trained on
        var passed = arm.Where(r => r is { Group: "choices", Context: NanoExam.Described or NanoExam.Shown }).All(r => r.Moved >= Bound);
        return new NanoReport(model.Path, Bound, passed, arm, validity, kinds);
    }

    private List<ExamRow> PromptArm(PrefixScorer scorer, bool studies, Action<double> progress)
    {
        var questions = exam.Questions(each, studies).ToList();
        var scored = new List<(ExamQuestion Question, double Score)>();
        foreach (var question in questions)
        {
            cancellation.ThrowIfCancellationRequested();
            var shares = scorer.LogProbabilities(Tokens(question.Prompt), [.. question.Options.Select(Answer)]);
            TensorPrimitives.SoftMax(shares, shares);
            scored.Add((question, shares.Zip(question.Values, (p, v) => p * v).Sum()));
            progress((double)scored.Count / questions.Count);
        }

        return [.. scored.GroupBy(s => (s.Question.Group, s.Question.Context, s.Question.Trait)).Select(g =>
        {
            double Mean(int sign, Func<(ExamQuestion Question, double Score), double> of) => g.Where(s => Math.Sign(s.Question.Level) == sign).Average(of);
            return new ExamRow(g.Key.Group, g.Key.Context, g.Key.Trait, Mean(-1, s => s.Score), Mean(0, s => s.Score), Mean(1, s => s.Score), Mean(-1, s => s.Question.TeacherScore), Mean(0, s => s.Question.TeacherScore), Mean(1, s => s.Question.TeacherScore));
        })];
    }

    private List<ValidRow> Validity(PrefixScorer scorer, Action<double> progress)
    {
        var asks = exam.Asks(AsksEach * each);
        var done = new List<(string Kind, string? Why)>();
        foreach (var ask in asks)
        {
            cancellation.ThrowIfCancellationRequested();
            var prompt = new ChatPieces().Add(ask.Blocks, _ => 0).Open("assistant").ToDocument().Pieces;
            var text = scorer.Write(Tokens(prompt), Temperature, new CounterRng((ulong)done.Count, 7));
            done.Add((ask.Shape is FieldsShape ? "fields" : ask.Shape is ChoiceShape ? "choice" : "other", ShapeCodec.Read(ask.Shape, text, out var why) is null ? why ?? "not readable" : null));
            progress((double)done.Count / asks.Count);
        }

        return [.. done.GroupBy(d => d.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ValidRow(g.Key, g.Count(), g.Count(d => d.Why is null), g.Select(d => d.Why).FirstOrDefault(w => w is not null) ?? ""))];
    }

    private List<KindRow> Kinds(PrefixScorer scorer, Action<double> progress)
    {
        var rows = new List<KindRow>();
        // nobody is dosed here
        var kinds = corpus.Documents(CorpusSplit.Validation).Where(d => d.Dosed is null).GroupBy(d => d.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var kind in kinds)
        {
            var (loss, tokens, documents) = (0.0, 0, kind.Take(each).ToList());
            foreach (var document in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                var (at, behind) = document.FirstAnswer(config.AnswerWeight);
                int[] answer = [.. Tokens(document.Pieces.Take(behind).Skip(at))];
                loss -= scorer.LogProbabilities(Tokens(document.Pieces.Take(at)), [answer])[0];
                tokens += answer.Length;
            }

            rows.Add(new KindRow(kind.Key, documents.Count, Math.Exp(loss / tokens)));
            progress((double)rows.Count / kinds.Count);
        }

        return rows;
    }

    private int[] Answer(string text) => Tokens([new CorpusPiece(text, 0), new CorpusPiece(ChatPieces.End, 0, IsControl: true)]);

    private int[] Tokens(IEnumerable<CorpusPiece> pieces) => [.. pieces.SelectMany(p => model.Vocabulary.Tokenize(p.Text.AsSpan(), special: p.IsControl))];
}
