using PersonaSim.Vectors.Capture;

namespace PersonaSim.Vectors.Directions;

/// <summary>
/// First principal component of pair differences about zero, by power iteration over the work file: as many passes as it takes, memory of a few
/// vectors. It starts at the mean difference and keeps its sign.
/// </summary>
internal static class PrincipalComponent
{
    private const int MostPasses = 64;
    private const double Enough = 1e-10; // of 1 - |cosine| between passes, in every layer

    public static LayerVectors Of(CaptureFile captures, IReadOnlyList<RecordPair> pairs, LayerVectors mean)
    {
        var current = mean.Unit();
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var next = Pass(captures, pairs, current).Unit();
            var settled = Enumerable.Range(0, next.Layers.Count).All(l => 1 - Math.Abs(next.Cosine(current, l)) < Enough);
            current = next;
            if (settled) break;
        }

        // the sign, and the length: as far as the pairs' mean goes along it
        return current.Scaled(l => LayerVectors.Dot(current[l], mean[l]));
    }

    // sum of d (d . v)
    private static LayerVectors Pass(CaptureFile captures, IReadOnlyList<RecordPair> pairs, LayerVectors v)
    {
        var (layers, width) = (captures.Header.Layers.Count, captures.Header.Width);
        var sums = Enumerable.Range(0, layers).Select(_ => new float[width]).ToArray();
        var difference = new float[layers * width];
        foreach (var pair in pairs)
        {
            PairSums.Difference(captures, pair, difference);
            for (var l = 0; l < layers; l++)
            {
                var row = difference.AsSpan(l * width, width);
                var share = (float)LayerVectors.Dot(row, v[l]);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(row, share, sums[l], sums[l]);
            }
        }

        return new LayerVectors(captures.Header.Layers, sums);
    }
}
