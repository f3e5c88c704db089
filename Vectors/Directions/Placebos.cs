using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Capture;

namespace PersonaSim.Vectors.Directions;

/// <summary>Directions that say nothing of the trait and are otherwise like the real one: what an effect has to exceed.</summary>
public static class Placebos
{
    private const ulong Isotropy = 1UL << 32; // keeps the two kinds' draws apart

    /// <summary>The same pairs with signs drawn anew, each layer as long as the real direction's; numbers first to first + count - 1 of a seed's endless row.</summary>
    /// <remarks>One pass over the captures; takes count x [layers, width] floats of memory, so ask for hundreds in portions.</remarks>
    public static LayerVectors[] Permuted(CaptureFile captures, LayerVectors real, ulong seed, int first, int count, Func<CapturedItem, bool>? select = null)
    {
        var pairs = TraitDirection.Train(captures, select);
        var signs = new float[count][];
        for (var k = 0; k < count; k++)
        {
            var rng = new CounterRng(seed, (ulong)(first + k));
            signs[k] = [.. Enumerable.Range(0, pairs.Count).Select(_ => rng.NextInt(2) == 0 ? 1f : -1f)];
        }

        return [.. PairSums.Of(captures, pairs, count, (k, p) => signs[k][p]).Select(v => Matched(v, real))];
    }

    /// <summary>Directions without any pairs behind them, each layer as long as the real direction's.</summary>
    public static LayerVectors Isotropic(LayerVectors real, ulong seed, int number)
    {
        var values = new float[real.Layers.Count][];
        for (var place = 0; place < values.Length; place++)
        {
            // a stream of its own for each block, so that a layer's draw does not depend on which others were captured
            var rng = new CounterRng(seed ^ ((ulong)real.Layers[place] << 48), Isotropy + (ulong)number);
            values[place] = new float[real.Width];
            for (var i = 0; i < real.Width; i++) values[place][i] = (float)rng.NextNormal();
        }

        return Matched(new LayerVectors(real.Layers, values), real);
    }

    private static LayerVectors Matched(LayerVectors own, LayerVectors real) => own.Scaled(l => own.Norm(l) is > 0 and var norm ? real.Norm(l) / norm : 0);
}
