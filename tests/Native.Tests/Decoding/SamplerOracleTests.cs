using NUnit.Framework;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class SamplerOracleTests
{
    private readonly Sampler _sampler = new();

    [Test]
    public void Has_the_librarys_survivors_and_probabilities(
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape,
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Sizes))] int size)
    {
        var row = SamplerRows.Row(shape, size);
        foreach (var settings in SamplerRows.Settings)
        {
            var ours = _sampler.Distribution(row, [], settings);
            var library = LibraryChain.Distribution(row, [], settings);

            AssertSameButForRounding(row, ours, library, settings);
        }
    }

    [Test]
    public void Has_exactly_the_survivors_of_sorting_everything(
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape,
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Sizes))] int size)
    {
        var row = SamplerRows.Row(shape, size, seed: 2);
        foreach (var settings in SamplerRows.Settings)
        {
            var ours = _sampler.Distribution(row, [], settings);
            var naive = NaiveSampler.Distribution(row, settings).Where(c => c.Probability > 1e-30).ToList();

            // our weights are floats (relative error 1e-7), so a cut may fall a few tokens off where thousands share the mass
            var slack = naive.Count / 2000;
            var kept = ours.Where(c => c.Probability > 1e-30).Select(c => c.Token).ToHashSet();
            kept.SymmetricExceptWith(naive.Select(c => c.Token));
            Assert.That(kept, Has.Count.LessThanOrEqualTo(slack), settings.ToString());
            AssertSame(ByKey(ours, t => t), ByKey(naive, t => t), settings);
        }
    }

    [TestCase(1.3f, 0f, 0f, 64)]
    [TestCase(1f, 0.4f, 0f, 64)]
    [TestCase(1f, 0f, 0.9f, 64)]
    [TestCase(1.1f, 0.2f, -0.5f, 5)]
    [TestCase(1.5f, 1f, 1f, 0)]
    public void Penalises_like_the_library(float repeat, float frequency, float presence, int last)
    {
        var row = SamplerRows.Row("flat", 500);
        int[] recent = [3, 3, 499, 7, 7, 7, 120, 3, 0, 44, 44, 3];
        foreach (var settings in SamplerRows.Settings)
        {
            var penalised = settings with { RepeatPenalty = repeat, FrequencyPenalty = frequency, PresencePenalty = presence, PenaltyLastN = last };
            var ours = _sampler.Distribution(row, recent, penalised);
            var library = LibraryChain.Distribution(row, recent, penalised);

            AssertSame(ByKey(ours, t => t), ByKey(library, t => t), penalised);
        }
    }

    // The library adds in single precision up to its top-p cut, ours in double: the cuts may differ by the
    // rounding of n additions and one token. Which of several equal logits survives is unspecified there, so equal logits are one candidate here.
    private static void AssertSameButForRounding(
        float[] row, List<(int Token, double Probability)> ours, List<(int Token, double Probability)> library, SamplerSettings settings)
    {
        var (a, b) = (ours.ToLookup(c => row[c.Token], c => c.Probability), library.ToLookup(c => row[c.Token], c => c.Probability));
        var logits = a.Select(g => g.Key).Union(b.Select(g => g.Key)).ToList();
        var differing = logits.Where(x => a[x].Count() != b[x].Count()).ToList();
        if (differing.Count == 0)
        {
            Assert.That(logits.Max(x => Math.Abs(a[x].Sum() - b[x].Sum())), Is.LessThan(1e-5), settings.ToString());
            return;
        }

        var peak = row.Max();
        var total = row.Sum(x => Math.Exp(x - peak));
        var mass = differing.Sum(x => Math.Abs(a[x].Count() - b[x].Count()) * Math.Exp(x - peak)) / total;
        var odds = logits.Where(x => a[x].Any() && b[x].Any()).Max(x => Math.Abs((a[x].First() / a[peak].First()) - (b[x].First() / b[peak].First())));
        Assert.That(settings.TopP, Is.LessThan(1), "only top-p adds up");
        Assert.That(mass, Is.LessThan((row.Length * 6e-8) + (Math.Exp(differing.Max() - peak) / total)), settings.ToString());
        Assert.That(odds, Is.LessThan(1e-5), settings.ToString());
    }

    private static Dictionary<float, double> ByKey(List<(int Token, double Probability)> candidates, Func<int, float> key) =>
        candidates.GroupBy(c => key(c.Token)).ToDictionary(g => g.Key, g => g.Sum(c => c.Probability));

    private static void AssertSame(Dictionary<float, double> ours, Dictionary<float, double> expected, SamplerSettings settings)
    {
        var worst = ours.Keys.Union(expected.Keys).Max(k => Math.Abs(ours.GetValueOrDefault(k) - expected.GetValueOrDefault(k)));
        Assert.That(ours.Values.Sum(), Is.EqualTo(1).Within(1e-6), settings.ToString());
        Assert.That(worst, Is.LessThan(1e-5), settings.ToString());
    }
}
