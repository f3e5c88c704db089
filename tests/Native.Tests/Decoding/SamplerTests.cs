using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class SamplerTests
{
    private readonly Sampler _sampler = new();

    [Test]
    public void Same_seed_gives_the_same_tokens_in_any_order_and_on_any_sampler()
    {
        var row = SamplerRows.Row("flat", 5000);
        var settings = new SamplerSettings { Seed = 5 };
        var forward = Enumerable.Range(0, 50).Select(n => _sampler.Sample(row, [], settings, settings.DrawFor((ulong)n))).ToArray();
        var other = new Sampler();
        var backward = Enumerable.Range(0, 50).Reverse().Select(n => other.Sample(row, [], settings, settings.DrawFor((ulong)n))).Reverse();
        var reseeded = settings with { Seed = 6 };

        Assert.That(backward, Is.EqualTo(forward));
        Assert.That(Enumerable.Range(0, 50).Select(n => _sampler.Sample(row, [], reseeded, reseeded.DrawFor((ulong)n))), Is.Not.EqualTo(forward));
    }

    [Test]
    public void Draw_is_the_generators_own_number()
    {
        Assert.That(new Draw(9, 4).Uniform, Is.EqualTo(new CounterRng(9, 4).NextDouble()));
        Assert.That(new Draw(9, 4, 1).Uniform, Is.Not.EqualTo(new Draw(9, 4).Uniform));
        Assert.That(new Draw(9, 5).Uniform, Is.Not.EqualTo(new Draw(9, 4).Uniform));
    }

    [TestCase("flat", 40)]
    [TestCase("language", 150)]
    [TestCase("ties", 70)]
    public void Draws_tokens_as_often_as_their_probabilities_say(string shape, int size)
    {
        const int draws = 20_000;
        var row = SamplerRows.Row(shape, size);
        foreach (var settings in SamplerRows.Settings)
        {
            var counts = new int[size];
            for (var n = 0; n < draws; n++) counts[_sampler.Sample(row, [], settings, new Draw(1, (ulong)n))]++;
            var expected = _sampler.Distribution(row, [], settings);
            var (common, rare) = (expected.Where(c => c.Probability * draws >= 5).ToList(), expected.Where(c => c.Probability * draws < 5).ToList());
            var square = common.Sum(c => Square(counts[c.Token], c.Probability * draws));
            var rest = rare.Sum(c => c.Probability) * draws;
            if (rest >= 5) square += Square(rare.Sum(c => counts[c.Token]), rest);

            // the mean of chi-square plus four of its standard deviations; exact where one token has all
            var freedom = common.Count - (rest >= 5 ? 0 : 1);
            Assert.That(square, Is.LessThanOrEqualTo(freedom + (4 * Math.Sqrt(2 * freedom)) + rest + 1e-6), settings.ToString());
            Assert.That(counts.Where((c, t) => c > 0 && !expected.Exists(e => e.Token == t)), Is.Empty, settings.ToString());
        }
    }

    [Test]
    public void Takes_the_lowest_of_the_highest_when_greedy()
    {
        var row = SamplerRows.Row("flat", 1000);
        row[400] = row[77] = row[999] = 9;

        Assert.That(_sampler.Sample(row, [], SamplerSettings.Greedy, default), Is.EqualTo(77));
        Assert.That(_sampler.Sample(row, [77], SamplerSettings.Greedy with { PresencePenalty = 0.5f }, default), Is.EqualTo(400));
        Assert.That(_sampler.Distribution(row, [], new SamplerSettings { TopK = 2 }).Select(c => c.Token), Is.EqualTo(new[] { 77, 400 }));
    }

    [Test]
    public void Keeps_all_when_k_exceeds_the_row_and_one_when_there_is_one()
    {
        var row = SamplerRows.Row("flat", 7);

        Assert.That(_sampler.Distribution(row, [], new SamplerSettings { TopK = 8, TopP = 1 }), Has.Count.EqualTo(7));
        Assert.That(_sampler.Sample([-4f], [], new SamplerSettings(), default), Is.Zero);
    }

    [Test]
    public void Allocates_nothing_once_warm([ValueSource(typeof(SamplerRows), nameof(SamplerRows.Shapes))] string shape)
    {
        var row = SamplerRows.Row(shape, 32_000);
        var settings = SamplerRows.Settings.Select(s => s with { RepeatPenalty = 1.1f }).Concat(SamplerRows.Settings).ToArray();
        var mask = Enumerable.Repeat(0xF0F0_FFFF_0000_8421UL, 500).ToArray();
        int[] few = [1, 2, 3, 31_999];
        var scores = new double[4];
        Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);

        void Run()
        {
            foreach (var s in settings)
            {
                _sampler.Sample(row, few, s, s.DrawFor(1));
                _sampler.Sample(row, few, s, s.DrawFor(1), mask, few);
            }

            _sampler.LogProbabilities(row, few, scores);
        }
    }

    private static double Square(int found, double expected) => (found - expected) * (found - expected) / expected;
}
