using System.Runtime.Intrinsics;

namespace PersonaSim.Native.Decoding.Rows;

/// <summary>The passes over a row; which registers they use never changes a bit of what they return.</summary>
internal abstract class RowKernels
{
    /// <summary>The widest path this machine has.</summary>
    public static RowKernels Best { get; } =
        Vector512.IsHardwareAccelerated ? new RowKernels<Lanes512>()
        : Vector256.IsHardwareAccelerated ? new RowKernels<Lanes256>()
        : new RowKernels<Lanes128>();

    /// <summary>Writes each block's highest logit; false where the row holds a value that is not a number.</summary>
    public abstract bool Maxima(LogitRow row, Span<float> maxima);

    /// <summary>The weights exp((x - peak) * scale) of one block.</summary>
    public abstract void Weights(ReadOnlySpan<float> block, float peak, float scale, Span<float> weights);

    /// <summary>Writes each block's sum of weights and returns their sum, added in block order in double precision.</summary>
    public abstract double Sums(LogitRow row, float peak, float scale, Span<double> sums);

    /// <summary>Adds the weight at scale 1 of every value to its bucket's mass.</summary>
    public abstract void Histogram(LogitRow row, ReadOnlySpan<float> maxima, float peak, Buckets buckets, Span<double> masses);

    /// <summary>Collects the values that are at least <paramref name="from"/>, in order.</summary>
    public abstract int Gather(LogitRow row, ReadOnlySpan<float> maxima, float from, Span<float> into);

    /// <summary>Collects the values of one bucket, in order.</summary>
    public abstract int Gather(LogitRow row, ReadOnlySpan<float> maxima, Buckets buckets, int bucket, Span<float> into);

    /// <summary>Collects the values above the cut and the first <c>Ties</c> at it; the targets may be the row's own memory.</summary>
    public abstract int Keep(LogitRow row, ReadOnlySpan<float> maxima, Cut cut, Span<float> values, Span<int> ids);
}
