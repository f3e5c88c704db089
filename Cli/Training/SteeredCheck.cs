using System.Numerics.Tensors;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Training;

/// <summary>A behaviour under doses of a trait: its mean probability at -1, 0 and +1 trait units, and the rule's.</summary>
/// <param name="RuleLow">Null where no rule was worked out.</param>
internal sealed record BehaviourRow(string Group, string Behaviour, char Trait, int Expected, int Questions, double Low, double Middle, double High, double? RuleLow, double? RuleMiddle, double? RuleHigh)
{
    public double Moved => High - Low;

    /// <summary>From question to question.</summary>
    public required double Error { get; init; }
}

/// <summary>How much of the rule's own table a steered model shows, question by question: 1 is all of it.</summary>
/// <param name="Low">Of the slope's 95 % interval over questions.</param>
/// <param name="Bias">Of the undosed model against the undosed rule.</param>
internal sealed record RecoveryRow(char Trait, int Questions, double Slope, double Low, double High, double Bias, double LargestMoved, string By);

/// <summary>How well neutral people's answers are predicted under a dose, against dose 0.</summary>
internal sealed record PerplexityRow(char Trait, double Units, int Documents, double Ratio);

/// <param name="Doses">In trait units, of each trait that has any: -1 and +1, or as far as its card reaches.</param>
internal sealed record SteeredReport(IReadOnlyDictionary<char, IReadOnlyList<double>> Doses, IReadOnlyList<BehaviourRow> Behaviours, IReadOnlyList<RecoveryRow> Recovery, IReadOnlyList<PerplexityRow> Perplexity);

/// <summary>What the vectors beside a model do to behaviour in the studies, in the cards' units: asked of people of whom nothing is known.</summary>
internal sealed class SteeredCheck(LlamaModel model, string folder, NanoConfig config, NanoCorpus corpus, SteeredExam exam, int each, int? threads, CancellationToken cancellation)
{
    private const int Resamples = 2000;

    /// <summary>What is missing before a model can be steered in trait units; null: some trait can.</summary>
    public static string? WhyNot(string folder, string modelPath) => Dosable(folder).Count > 0
        ? null
        : $"no trait in {Folders.Show(folder)} has a dose card with doses in trait units: compute and calibrate the vectors first (persim card {Path.GetFileNameWithoutExtension(modelPath)}), or read in their cards why nothing can be dosed";

    private static SortedDictionary<char, CalibrationSection> Dosable(string folder)
    {
        var sections = new SortedDictionary<char, CalibrationSection>();
        foreach (var trait in Traits.Letters)
        {
            var path = VectorFiles.PathOf(folder, trait.ToString());
            if (File.Exists(path) && CardFile.Beside(path) is { Calibration: { Reach: not null } section }) sections[trait] = section;
        }

        return sections;
    }

    /// <summary>Only where <see cref="WhyNot"/> has nothing to say.</summary>
    public SteeredReport Run(IProgress<double> progress)
    {
        var table = new SteeringTable(model.Width, model.Layers);
        var (raw, units) = (new Dictionary<char, IReadOnlyList<double>>(), new SortedDictionary<char, IReadOnlyList<double>>());
        foreach (var (trait, calibration) in Dosable(folder))
        {
            table.Add(trait.ToString(), VectorFit.Read(VectorFiles.PathOf(folder, trait.ToString()), VectorFiles.BaseOf(model.Path)).Layers);
            units[trait] = [Math.Max(-1, calibration.Reach!.Low), 0, Math.Min(1, calibration.Reach.High)];
            raw[trait] = [.. units[trait].Select(u => u == 0 ? 0 : calibration.RawFor(trait.ToString(), u))];
        }

        using var scorer = new PrefixScorer(model, threads, table);
        Doses? At(char trait, int level) => raw[trait][level] == 0 ? null : table.Doses((trait.ToString(), (float)raw[trait][level]));
        var questions = exam.Questions(each).Where(q => raw.ContainsKey(q.Trait)).ToList();
        var asked = new List<(SteeredQuestion Question, double[] Shares)>();
        foreach (var question in questions)
        {
            cancellation.ThrowIfCancellationRequested();
            asked.Add((question, [.. Enumerable.Range(0, 3).Select(level => Share(scorer, question, At(question.Trait, level)))]));
            progress.Report(0.8 * asked.Count / questions.Count);
        }

        List<BehaviourRow> behaviours = [.. asked.GroupBy(a => (a.Question.Group, a.Question.Behaviour, a.Question.Trait)).Select(g => Row([.. g]))];
        List<RecoveryRow> recovery = [.. units.Keys.Select(t => Recovery(t, [.. asked.Where(a => a.Question.Trait == t && a.Question.Rule is not null && a.Question.Group != SteeredExam.WithheldDeed)], behaviours))];
        return new SteeredReport(units, behaviours, recovery, Perplexity(scorer, units, At, p => progress.Report(0.8 + (0.2 * p))));
    }

    private double Share(PrefixScorer scorer, SteeredQuestion question, Doses? doses)
    {
        var shared = Tokens(question.Shared);
        var shares = scorer.LogProbabilities([.. shared, .. Tokens(question.Own)], [.. question.Options.Select(o => Tokens(question.IsWhole ? [new CorpusPiece(o, 0), new CorpusPiece(ChatPieces.End, 0, IsControl: true)] : [new CorpusPiece(o, 0)]))], doses, shared.Length);
        TensorPrimitives.SoftMax(shares, shares);
        return shares.Zip(question.Shows, (p, s) => p * s).Sum();
    }

    private static BehaviourRow Row(IReadOnlyList<(SteeredQuestion Question, double[] Shares)> rows)
    {
        var first = rows[0].Question;
        double? Rule(int level) => first.Rule is null ? null : rows.Average(r => r.Question.Rule![level]);
        var moved = rows.Select(r => r.Shares[2] - r.Shares[0]).ToList();
        var (mean, count) = (moved.Average(), moved.Count);
        return new BehaviourRow(first.Group, first.Behaviour, first.Trait, first.Expected, count, rows.Average(r => r.Shares[0]), rows.Average(r => r.Shares[1]), rows.Average(r => r.Shares[2]), Rule(0), Rule(1), Rule(2)) { Error = count < 2 ? double.NaN : Math.Sqrt(moved.Sum(m => (m - mean) * (m - mean)) / (count - 1) / count) };
    }

    private static RecoveryRow Recovery(char trait, IReadOnlyList<(SteeredQuestion Question, double[] Shares)> rows, IReadOnlyList<BehaviourRow> behaviours)
    {
        (double Model, double Rule)[] moved = [.. rows.Select(r => (r.Shares[2] - r.Shares[0], r.Question.Rule![2] - r.Question.Rule[0]))];
        static double Slope(IEnumerable<(double Model, double Rule)> pairs) => pairs.Sum(p => p.Model * p.Rule) / pairs.Sum(p => p.Rule * p.Rule);
        var rng = new CounterRng(0x7265636f, trait);
        var draws = new double[Resamples];
        for (var i = 0; i < draws.Length; i++)
        {
            var sample = new (double, double)[moved.Length];
            for (var j = 0; j < sample.Length; j++) sample[j] = moved[rng.NextInt(moved.Length)];
            draws[i] = Slope(sample);
        }

        Array.Sort(draws);
        var largest = behaviours.Where(b => b.Trait == trait && b.Group is SteeredExam.Deed or SteeredExam.Wording).Where(b => b.Trait == trait).MaxBy(b => b.Moved * b.Expected)!;
        return new RecoveryRow(trait, moved.Length, Slope(moved), draws[(int)(0.025 * Resamples)], draws[(int)(0.975 * Resamples)], rows.Average(r => r.Shares[1] - r.Question.Rule![1]), largest.Moved * largest.Expected, $"{largest.Group}: {largest.Behaviour}");
    }

    // the first answers of validation documents about nobody in particular, under doses that should change what is said and not whether it is language
    private List<PerplexityRow> Perplexity(PrefixScorer scorer, IReadOnlyDictionary<char, IReadOnlyList<double>> units, Func<char, int, Doses?> at, Action<double> progress)
    {
        var documents = corpus.Documents(CorpusSplit.Validation).Where(d => d.Kind.EndsWith("neutral", StringComparison.Ordinal)).GroupBy(d => d.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g.Take(each)).Select(d => (Document: d, Answer: d.FirstAnswer(config.AnswerWeight))).ToList();
        double Loss(Doses? doses)
        {
            var (loss, tokens) = (0.0, 0);
            foreach (var (document, answer) in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] said = Tokens(document.Pieces.Take(answer.Behind).Skip(answer.From));
                // the system turn is everybody's: doses leave it alone, as in a run
                var shared = document.Pieces[1].Text == "system\n" ? document.Pieces.ToList().FindIndex(p => p.Text == ChatPieces.End) : 0;
                loss -= scorer.LogProbabilities(Tokens(document.Pieces.Take(answer.From)), [said], doses, Tokens(document.Pieces.Take(shared)).Length)[0];
                tokens += said.Length;
            }

            return loss / tokens;
        }

        var zero = Loss(null);
        var rows = new List<PerplexityRow>();
        foreach (var trait in units.Keys)
        {
            foreach (var level in new[] { 0, 2 })
            {
                rows.Add(new PerplexityRow(trait, units[trait][level], documents.Count, Math.Exp(Loss(at(trait, level)) - zero)));
                progress(rows.Count / (2.0 * units.Count));
            }
        }

        return rows;
    }

    private int[] Tokens(IEnumerable<CorpusPiece> pieces) => [.. pieces.SelectMany(p => model.Vocabulary.Tokenize(p.Text.AsSpan(), special: p.IsControl))];
}
