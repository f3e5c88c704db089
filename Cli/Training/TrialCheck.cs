using System.Numerics.Tensors;
using PersonaSim.Engine.Corpora;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Training;

/// <summary>A trait in context, unsteered: the probability of its deed and the mean score behind low and high contexts.</summary>
internal sealed record PromptArmRow(string Trait, string Context, double LowDeed, double HighDeed, double LowScore, double HighScore)
{
    public double Moved => HighDeed - LowDeed;
}

/// <summary>A vector at some doses on neutral contexts; the deeds of all traits at -1 and +1 are its leakage.</summary>
internal sealed record SteeringRow(string Vector, IReadOnlyList<double> Doses, IReadOnlyList<double> Deeds, IReadOnlyList<double> Scores, IReadOnlyList<double> Leakage);

internal sealed record TrialReport(string Model, double Bound, bool Passed, double NeutralSpread, IReadOnlyList<PromptArmRow> PromptArm, IReadOnlyList<string> Traits, IReadOnlyList<SteeringRow> Steering, IReadOnlyList<double> Random);

/// <summary>
/// Whether a model trained on the trial corpus infers traits from what was said, and whether it can be steered. A model that does not use a
/// trait in context cannot be steered by it, so the first question comes first.
/// </summary>
internal sealed class TrialCheck(LlamaModel model, TrialText text, int? threads, CancellationToken cancellation)
{
    public const double Bound = 0.4;
    private const int Repeats = 2; // contexts drawn for every question
    private const int VectorContexts = 80; // of each pole
    private const int RandomDirections = 6;
    private static readonly double[] _doses = [-2, -1, 0, 1, 2];
    private readonly TrialPrompts _prompts = new(text, model.Vocabulary);

    public TrialReport Run(bool steer, IProgress<double> progress)
    {
        var arm = PromptArm(p => progress.Report(steer ? p * 0.2 : p));
        var passed = arm.All(r => r.Moved >= Bound);
        var (rows, random) = steer ? Steer(p => progress.Report(0.2 + (p * 0.8))) : ([], []);
        using var scorer = new OptionScorer(model, threads, null);
        var neutral = _prompts.Traits.Select((t, i) => Deed(scorer, t, NeutralContexts(i), null)).ToList();
        return new TrialReport(model.Path, Bound, passed, neutral.Max() - neutral.Min(), arm, [.. _prompts.Traits.Select(t => t.Name)], rows, random);
    }

    private List<PromptArmRow> PromptArm(Action<double> progress)
    {
        using var scorer = new OptionScorer(model, threads, null);
        var rows = new List<PromptArmRow>();
        foreach (var (i, trait) in _prompts.Traits.Index())
        {
            foreach (var (kind, from, count) in ((string, IReadOnlyList<string>[], int)[])[("named", trait.Names, 1), ("shown", trait.Lines, TrialPrompts.Shown)])
            {
                var (deeds, scores) = (new double[2], new double[2]);
                for (var pole = 0; pole < 2; pole++)
                {
                    var contexts = Contexts($"{kind}", i, (ref CounterRng rng) => TrialPrompts.Lines(from[pole], count, ref rng), pole);
                    (deeds[pole], scores[pole]) = (Deed(scorer, trait, contexts, null), Score(scorer, trait, contexts, null));
                }

                rows.Add(new PromptArmRow(trait.Name, kind, deeds[0], deeds[1], scores[0], scores[1]));
                progress((double)rows.Count / (2 * _prompts.Traits.Count));
            }
        }

        return rows;
    }

    private (List<SteeringRow> Rows, List<double> Random) Steer(Action<double> progress)
    {
        var vectors = Vectors();
        var table = new SteeringTable(model.Width, model.Layers);
        foreach (var (i, trait) in _prompts.Traits.Index()) table.Add(trait.Name, vectors[i]);
        for (var r = 0; r < RandomDirections; r++) table.Add($"random {r}", Random(vectors, (ulong)r));
        using var scorer = new OptionScorer(model, threads, table);
        var (rows, random) = (new List<SteeringRow>(), new List<double>());
        var total = (double)_prompts.Traits.Count + RandomDirections;
        double DeedAt(int trait, string vector, double dose) => Deed(scorer, _prompts.Traits[trait], NeutralContexts(trait), table.Doses((vector, (float)dose)));
        foreach (var (i, trait) in _prompts.Traits.Index())
        {
            var deeds = _doses.Select(d => DeedAt(i, trait.Name, d)).ToList();
            var scores = _doses.Select(d => Score(scorer, trait, NeutralContexts(i), table.Doses((trait.Name, (float)d)))).ToList();
            var leakage = _prompts.Traits.Select((_, other) => DeedAt(other, trait.Name, 1) - DeedAt(other, trait.Name, -1)).ToList();
            rows.Add(new SteeringRow(trait.Name, _doses, deeds, scores, leakage));
            progress(rows.Count / total);
        }

        for (var r = 0; r < RandomDirections; r++)
        {
            // the largest effect on any trait's deeds
            random.Add(Enumerable.Range(0, _prompts.Traits.Count).Max(t => Math.Abs(DeedAt(t, $"random {r}", 1) - DeedAt(t, $"random {r}", -1))));
            progress((rows.Count + random.Count) / total);
        }

        return (rows, random);
    }

    // mean over all tokens of the shown lines, high minus low, behind blocks 1 to the last but one
    private List<Dictionary<int, float[]>> Vectors()
    {
        using var tap = ActivationTap.Create(model, longestText: 256, threads: threads);
        var vectors = new List<Dictionary<int, float[]>>();
        foreach (var (i, trait) in _prompts.Traits.Index())
        {
            var vector = tap.Layers.ToDictionary(l => l, _ => new float[model.Width]);
            for (var pole = 0; pole < 2; pole++)
            {
                var contexts = Contexts("vector", i, (ref CounterRng rng) => TrialPrompts.Lines(trait.Lines[pole], TrialPrompts.Shown, ref rng), pole);
                var texts = Enumerable.Range(0, VectorContexts).Select(_ => _prompts.Said(contexts())).Select(s => new CaptureText(s.Tokens, s.First, s.Tokens.Length));
                var share = (pole == 1 ? 1f : -1f) / VectorContexts;
                tap.Capture(texts, (_, layer, mean, _) => TensorPrimitives.MultiplyAdd(mean, share, vector[layer], vector[layer]), cancellation);
            }

            vectors.Add(vector);
        }

        return vectors;
    }

    // a direction of chance, at each layer as long as the traits' are on average
    private static Dictionary<int, float[]> Random(List<Dictionary<int, float[]>> like, ulong number)
    {
        var rng = new CounterRng(0x72616E64, number);
        return like[0].Keys.Order().ToDictionary(layer => layer, layer =>
        {
            var length = like.Average(v => TensorPrimitives.Norm<float>(v[layer]));
            var values = new float[like[0][layer].Length];
            for (var i = 0; i < values.Length; i++) values[i] = (float)rng.NextNormal();
            TensorPrimitives.Multiply(values, length / TensorPrimitives.Norm<float>(values), values);
            return values;
        });
    }

    private double Deed(OptionScorer scorer, TrialTrait trait, Func<string> contexts, Doses? doses) =>
        scorer.Score([.. Enumerable.Range(0, Repeats).SelectMany(_ => _prompts.Choices(trait, contexts))], doses, cancellation).Average(p => p[0]);

    private double Score(OptionScorer scorer, TrialTrait trait, Func<string> contexts, Doses? doses) =>
        scorer.Score([.. Enumerable.Range(0, Repeats).SelectMany(_ => _prompts.Ratings(trait, contexts))], doses, cancellation).Average(p => p.Select((share, i) => share * (i + 1)).Sum());

    private Func<string> NeutralContexts(int trait) => Contexts("neutral", trait, _prompts.Neutral, 0);

    private delegate string Draw(ref CounterRng rng);

    // the same draws at every call, so that doses are compared on the same questions
    private static Func<string> Contexts(string purpose, int trait, Draw draw, int pole)
    {
        var rng = new Engine.Runs.Rng(1).For(purpose, tick: (trait * 2) + pole);
        return () => draw(ref rng);
    }
}
