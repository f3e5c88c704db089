using NUnit.Framework;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class SamplerConstraintTests
{
    private readonly Sampler _sampler = new();

    [Test]
    public void Mask_and_exclusion_equal_a_row_with_minus_infinity(
        [ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape, [Values(7, 65, 5000)] int size)
    {
        var row = SamplerRows.Row(shape, size);
        int[] excluded = [0, size / 2, size - 2];
        int[] recent = [1, 3, 3, size - 1, 4];
        var mask = Enumerable.Range(0, (size + 63) / 64).Select(b => 0xF0F0_FFFF_0000_8431UL << (b % 3)).ToArray();
        mask[^1] |= ~0UL << ((size - 1) % 64); // bits past the vocabulary mean nothing
        var without = Without(row, t => excluded.Contains(t));
        var masked = Without(row, t => excluded.Contains(t) || (mask[t / 64] >> (t % 64) & 1) == 0);
        foreach (var plain in SamplerRows.Settings)
        {
            var settings = plain with { FrequencyPenalty = 0.3f };
            Assert.That(_sampler.Distribution(row, recent, settings, default, excluded), Near(_sampler.Distribution(without, recent, settings)));
            Assert.That(_sampler.Distribution(row, recent, settings, mask, excluded), Near(_sampler.Distribution(masked, recent, settings)));
        }
    }

    [Test]
    public void Redrawing_refused_tokens_equals_renormalising_without_them()
    {
        const int draws = 20_000;
        var row = SamplerRows.Row("flat", 12);
        var settings = new SamplerSettings { TopP = 1, Temperature = 1 };
        int[] refused = [2, 3, 5, 7, 11];
        var counts = new int[12];
        Span<int> excluded = stackalloc int[12];
        for (var n = 0; n < draws; n++)
        {
            var tries = 0;
            int token;
            while (refused.Contains(token = _sampler.Sample(row, [], settings, settings.DrawFor((ulong)n, (uint)tries), default, excluded[..tries]))) excluded[tries++] = token;
            counts[token]++;
        }

        var expected = _sampler.Distribution(row, [], settings, default, refused);
        var square = expected.Sum(c => Math.Pow(counts[c.Token] - (c.Probability * draws), 2) / (c.Probability * draws));
        Assert.That(square, Is.LessThan(22.5)); // chi-square, 6 degrees of freedom, 99.9th percentile
    }

    [Test]
    public void Names_a_logit_that_is_no_number_and_never_invents_a_token()
    {
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            foreach (var at in new[] { 0, 63, 64, 998, 999 })
            {
                var row = SamplerRows.Row("flat", 1000);
                row[at] = bad;
                Assert.That(
                    () => _sampler.Sample(row, [], new SamplerSettings(), default),
                    Throws.TypeOf<BrokenLogitsException>().With.Message.Contains($"token {at} is"));
            }
        }
    }

    [Test]
    public void Refuses_when_no_token_is_left()
    {
        var none = Enumerable.Repeat(float.NegativeInfinity, 100).ToArray();
        var row = SamplerRows.Row("flat", 100);

        Assert.That(() => _sampler.Sample(none, [], new SamplerSettings(), default), Throws.TypeOf<BrokenLogitsException>().With.Message.Contains("every logit"));
        Assert.That(() => _sampler.Sample(row, [], new SamplerSettings(), default, [0, 0]), Throws.TypeOf<NativeException>().With.Message.Contains("mask"));
        Assert.That(() => _sampler.Sample(row, [], new SamplerSettings(), default, [1, 0], [0]), Throws.TypeOf<NativeException>());
        Assert.That(() => _sampler.Sample([], [], new SamplerSettings(), default), Throws.TypeOf<BrokenLogitsException>());
    }

    [Test]
    public void Refuses_a_mask_or_token_of_another_vocabulary()
    {
        var row = SamplerRows.Row("flat", 100);
        var penalised = new SamplerSettings { RepeatPenalty = 1.1f };

        Assert.That(() => _sampler.Sample(row, [], penalised, default, [1]), Throws.ArgumentException);
        Assert.That(() => _sampler.Sample(row, [100], penalised, default), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => _sampler.Sample(row, [], penalised, default, default, [-1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static NUnit.Framework.Constraints.EqualConstraint Near(List<(int Token, double Probability)> expected) =>
        Is.EqualTo(expected).Using<(int Token, double Probability)>((a, b) => a.Token == b.Token && Math.Abs(a.Probability - b.Probability) < 1e-6);

    private static float[] Without(float[] row, Func<int, bool> dropped) =>
        [.. row.Select((x, t) => dropped(t) ? float.NegativeInfinity : x)];
}
