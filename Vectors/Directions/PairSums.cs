using System.Numerics.Tensors;
using PersonaSim.Vectors.Capture;

namespace PersonaSim.Vectors.Directions;

/// <summary>Weighted sums of pair differences, read from the work file one pair at a time: the kernel of everything that is linear in them.</summary>
public static class PairSums
{
    /// <summary>For each k the sum over pairs of weight(k, pair) x (high - low); one pass over the file.</summary>
    /// <param name="count">How many sums; each takes [layers, width] floats of memory.</param>
    public static LayerVectors[] Of(CaptureFile captures, IReadOnlyList<RecordPair> pairs, int count, Func<int, int, float> weight)
    {
        var (layers, width) = (captures.Header.Layers, captures.Header.Width);
        var sums = new float[count][];
        for (var k = 0; k < count; k++) sums[k] = new float[layers.Count * width];
        var difference = new float[layers.Count * width];
        for (var p = 0; p < pairs.Count; p++)
        {
            Difference(captures, pairs[p], difference);
            for (var k = 0; k < count; k++)
            {
                if (weight(k, p) is not 0 and var w) TensorPrimitives.MultiplyAdd(difference, w, sums[k], sums[k]);
            }
        }

        return [.. sums.Select(sum => new LayerVectors(layers, [.. Enumerable.Range(0, layers.Count).Select(l => sum.AsSpan(l * width, width).ToArray())]))];
    }

    /// <summary>high - low; [layers, width].</summary>
    internal static void Difference(CaptureFile captures, RecordPair pair, Span<float> target)
    {
        captures.Read(pair.High)[..target.Length].CopyTo(target);
        TensorPrimitives.Subtract(target, captures.Read(pair.Low)[..target.Length], target);
    }
}
