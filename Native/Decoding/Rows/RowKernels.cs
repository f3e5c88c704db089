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

    /// <summary>How many values are at least <paramref name="from"/>, and the sum of their weights at scale 1.</summary>
    public abstract (double Mass, int Count) Above(LogitRow row, ReadOnlySpan<float> maxima, float peak, float from);

    /// <summary>Collects the values in [from, below), in order.</summary>
    public abstract int Gather(LogitRow row, ReadOnlySpan<float> maxima, float from, float below, Span<float> into);

    /// <summary>Collects the values above the cut and the first <c>Ties</c> at it; the targets may be the row's own memory.</summary>
    public abstract int Keep(LogitRow row, ReadOnlySpan<float> maxima, Cut cut, Span<float> values, Span<int> ids);
}
