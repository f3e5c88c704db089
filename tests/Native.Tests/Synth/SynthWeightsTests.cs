using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;

namespace PersonaSim.Native.Tests.Synth;

public sealed class SynthWeightsTests
{
    [Test]
    public void Every_weight_is_the_byte_sum_of_its_word_of_the_counter_generator()
    {
        const ulong Key = 0x0123_4567_89AB_CDEF;
        const long Row = 7_000_000_001;
        var row = new float[100]; // six whole groups and four left over

        SynthWeights.Fill(row, Key, Row, mean: 0.5f, deviation: 2);

        var unit = (float)(1 / Math.Sqrt(4 * 65_535 / 12.0));
        for (var i = 0; i < row.Length; i++)
        {
            // a group of 16: the first words A B of four blocks, then C D of the same four
            var (group, at) = Math.DivRem(i, 16);
            var words = CounterRng.Block(Key, (ulong)(group * 4 + at % 8 / 2), (ulong)Row);
            var word = (at < 8, at % 2) switch { (true, 0) => words.A, (true, _) => words.B, (_, 0) => words.C, _ => words.D };
            var sum = (word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + (word >> 24);
            Assert.That(row[i], Is.EqualTo((sum - 510f) * (2 * unit) + 0.5f), $"weight {i}");
        }
    }

    [Test]
    public void Weights_have_the_wanted_mean_and_deviation_and_no_correlation()
    {
        var a = Rows("a", 400);
        var b = Rows("b", 400);

        Assert.That(a.Average(), Is.EqualTo(3).Within(0.01)); // 102,400 draws of deviation 0.5: standard error 0.0016
        Assert.That(Math.Sqrt(a.Average(x => (x - 3.0) * (x - 3.0))), Is.EqualTo(0.5).Within(0.005));
        Assert.That(a.Zip(b, (x, y) => (x - 3.0) * (y - 3.0)).Average(), Is.Zero.Within(0.005), "tensors");
        Assert.That(a.Zip(a.Skip(256), (x, y) => (x - 3.0) * (y - 3.0)).Average(), Is.Zero.Within(0.005), "rows");

        static float[] Rows(string tensor, int rows)
        {
            var all = new float[rows * 256];
            for (var r = 0; r < rows; r++) SynthWeights.Fill(all.AsSpan(r * 256, 256), SynthWeights.Key(1, tensor), r, 3, 0.5f);
            return all;
        }
    }
}
