using NUnit.Framework;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Randomness;

public sealed class CounterRngTests
{
    // Known answers published with Random123 (kat_vectors, philox4x32 10).
    [TestCase(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [TestCase(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [TestCase(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Equals_the_published_known_answers(ulong key, ulong low, ulong high, uint a, uint b, uint c, uint d)
    {
        Assert.That(CounterRng.Block(key, low, high), Is.EqualTo((a, b, c, d)));
    }

    [Test]
    public void Same_key_and_stream_give_the_same_draws_and_another_stream_does_not()
    {
        var first = Draw(new CounterRng(7, 1));
        var again = Draw(new CounterRng(7, 1));
        var other = Draw(new CounterRng(7, 2));

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void Integers_are_uniform_and_normals_have_unit_variance()
    {
        var rng = new CounterRng(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[rng.NextInt(7)]++;
        double sum = 0, squares = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var x = rng.NextNormal();
            sum += x;
            squares += x * x;
        }

        // chi-square with 6 degrees of freedom: 22.5 is its 99.9th percentile
        Assert.That(counts.Sum(n => (n - 10_000.0) * (n - 10_000.0) / 10_000.0), Is.LessThan(22.5));
        Assert.That(sum / 100_000, Is.EqualTo(0).Within(0.015));
        Assert.That(squares / 100_000, Is.EqualTo(1).Within(0.02));
    }

    private static uint[] Draw(CounterRng rng) => [rng.NextUInt32(), rng.NextUInt32(), rng.NextUInt32(), rng.NextUInt32(), rng.NextUInt32()];
}
