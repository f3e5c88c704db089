using NUnit.Framework;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class SamplerScoreTests
{
    [Test]
    public void Scores_equal_a_softmax_in_double_precision(
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape, [Values(1, 65, 152_064)] int size)
    {
        var row = SamplerRows.Row(shape, size);
        var sampler = new Sampler();
        double peak = row.Max();
        var expected = peak + Math.Log(row.Sum(x => Math.Exp(x - peak)));
        int[] tokens = size == 1 ? [0] : [0, size / 2, size - 1];
        var scores = new double[tokens.Length];

        var mass = sampler.LogProbabilities(row, tokens, scores);

        Assert.That(sampler.LogSumExp(row), Is.EqualTo(expected).Within(1e-6));
        Assert.That(scores, Is.EqualTo(tokens.Select(t => row[t] - expected)).Within(1e-6));
        Assert.That(mass, Is.EqualTo(tokens.Sum(t => Math.Exp(row[t] - expected))).Within(1e-6));
    }
}
