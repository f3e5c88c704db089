using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Decoding.Rows;

namespace PersonaSim.Native.Tests.Decoding;

/// <summary>The vector width never shows: without the hardware the runtime emulates the wider paths, so all run everywhere.</summary>
public sealed class SamplerPathTests
{
    private static readonly RowKernels[] _paths =
        [new RowKernels<ScalarLanes>(), new RowKernels<Lanes128>(), new RowKernels<Lanes256>(), new RowKernels<Lanes512>()];

    [Test]
    public void Weights_and_sums_are_equal_in_every_bit([ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape)
    {
        var values = SamplerRows.Row(shape, 5001);
        var peak = values.Max();
        var results = _paths.Select(path => Bits(path, values, peak)).ToList();

        Assert.That(results[1..], Is.All.EqualTo(results[0]));
    }

    [Test]
    public void Chooses_the_same_tokens_on_every_path([ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape)
    {
        var row = SamplerRows.Row(shape, 5001);
        var chosen = _paths.Select(path => new Sampler(path)).Select(sampler => SamplerRows.Settings
            .SelectMany(s => Enumerable.Range(0, 5).Select(n => sampler.Sample(row, [], s, new Draw(3, (ulong)n)))).ToArray()).ToList();

        Assert.That(chosen[1..], Is.All.EqualTo(chosen[0]));
    }

    [Test]
    public void Exponential_is_within_two_units_in_the_last_place()
    {
        var worst = 0.0;
        var weights = new float[64];
        for (var i = 0; i < 20_000; i++)
        {
            var block = Enumerable.Range(0, 64).Select(j => -85.9f * ((i * 64) + j) / 1_280_000f).ToArray();
            RowKernels.Best.Weights(block, 0, 1, weights);
            for (var j = 0; j < 64; j++) worst = Math.Max(worst, Math.Abs(weights[j] - Math.Exp(block[j])) / (MathF.BitIncrement(weights[j]) - weights[j]));
        }

        Assert.That(worst, Is.LessThan(2));
    }

    private static double[] Bits(RowKernels path, float[] values, float peak)
    {
        var row = new LogitRow(values, [], new float[LogitRow.BlockSize]);
        var (maxima, sums, masses) = (new float[row.Blocks], new double[row.Blocks], new double[Buckets.Count]);
        var (gathered, ids) = (new float[values.Length], new int[values.Length]);
        path.Maxima(row, maxima);
        var total = path.Sums(row, peak, 1.3f, sums);
        var buckets = Buckets.Between(peak - 10, peak);
        path.Histogram(row, maxima, peak, buckets, masses);
        var kept = path.Keep(row, maxima, new Cut(peak - 4, 3), gathered, ids);
        return [total, kept, .. maxima.Select(m => (double)m), .. sums, .. masses, .. gathered, .. ids.Select(i => (double)i)];
    }
}
