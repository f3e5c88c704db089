using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Decoding.Rows;

internal sealed class RowKernels<T> : RowKernels where T : struct, ILanes<T>
{
    private const int Width = 16;

    public override bool Maxima(LogitRow row, Span<float> maxima)
    {
        var numbers = 0xFFFFu;
        for (var b = 0; b < row.Blocks; b++)
        {
            ref var block = ref MemoryMarshal.GetReference(row[b]); // 64 floats: every load below stays inside
            T x0 = T.Load(ref block, 0), x1 = T.Load(ref block, 16), x2 = T.Load(ref block, 32), x3 = T.Load(ref block, 48);
            numbers &= T.AtLeast(x0, x0) & T.AtLeast(x1, x1) & T.AtLeast(x2, x2) & T.AtLeast(x3, x3);
            maxima[b] = T.Max(T.Max(x0, x1), T.Max(x2, x3)).Max();
        }

        return numbers == 0xFFFFu;
    }

    public override void Weights(ReadOnlySpan<float> block, float peak, float scale, Span<float> weights)
    {
        ref var source = ref MemoryMarshal.GetReference(block[..LogitRow.BlockSize]);
        ref var target = ref MemoryMarshal.GetReference(weights[..LogitRow.BlockSize]);
        T top = T.Broadcast(peak), by = T.Broadcast(scale);
        for (nuint i = 0; i < LogitRow.BlockSize; i += Width) Exp((T.Load(ref source, i) - top) * by).Store(ref target, i);
    }

    public override double Sums(LogitRow row, float peak, float scale, Span<double> sums)
    {
        T top = T.Broadcast(peak), by = T.Broadcast(scale);
        double total = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            ref var block = ref MemoryMarshal.GetReference(row[b]);
            var low = Exp((T.Load(ref block, 0) - top) * by) + Exp((T.Load(ref block, 16) - top) * by);
            var high = Exp((T.Load(ref block, 32) - top) * by) + Exp((T.Load(ref block, 48) - top) * by);
            total += sums[b] = (low + high).Sum();
        }

        return total;
    }

    public override (double Mass, int Count) Above(LogitRow row, ReadOnlySpan<float> maxima, float peak, float from)
    {
        T top = T.Broadcast(peak), edge = T.Broadcast(from);
        double mass = 0;
        var count = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < from) continue;
            ref var block = ref MemoryMarshal.GetReference(row[b]);
            T x0 = T.Load(ref block, 0), x1 = T.Load(ref block, 16), x2 = T.Load(ref block, 32), x3 = T.Load(ref block, 48);
            var low = T.WhereAtLeast(x0, edge, Exp(x0 - top)) + T.WhereAtLeast(x1, edge, Exp(x1 - top));
            var high = T.WhereAtLeast(x2, edge, Exp(x2 - top)) + T.WhereAtLeast(x3, edge, Exp(x3 - top));
            mass += (low + high).Sum();
            count += BitOperations.PopCount(AtLeast(ref block, edge));
        }

        return (mass, count);
    }

    public override int Gather(LogitRow row, ReadOnlySpan<float> maxima, float from, float below, Span<float> into)
    {
        var edge = T.Broadcast(from);
        var n = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < from) continue;
            var block = row[b];
            for (var bits = AtLeast(ref MemoryMarshal.GetReference(block), edge); bits != 0; bits &= bits - 1)
            {
                var x = block[BitOperations.TrailingZeroCount(bits)];
                if (x < below) into[n++] = x;
            }
        }

        return n;
    }

    public override int Keep(LogitRow row, ReadOnlySpan<float> maxima, Cut cut, Span<float> values, Span<int> ids)
    {
        var edge = T.Broadcast(cut.Value);
        var (n, ties) = (0, cut.Ties);
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < cut.Value) continue;
            var block = row[b];
            for (var bits = AtLeast(ref MemoryMarshal.GetReference(block), edge); bits != 0; bits &= bits - 1)
            {
                var i = BitOperations.TrailingZeroCount(bits);
                if (block[i] == cut.Value && --ties < 0) continue;
                (values[n], ids[n]) = (block[i], row.Token((b * LogitRow.BlockSize) + i)); // n never passes the place being read
                n++;
            }
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AtLeast(ref float block, T edge) =>
        T.AtLeast(T.Load(ref block, 0), edge) | ((ulong)T.AtLeast(T.Load(ref block, 16), edge) << 16)
        | ((ulong)T.AtLeast(T.Load(ref block, 32), edge) << 32) | ((ulong)T.AtLeast(T.Load(ref block, 48), edge) << 48);

    /// <summary>
    /// e^x for x at most 0, within 2 units in the last place; 0 below -86, where the result would near the subnormals. Our own
    /// because the runtime's differs between platforms. e^x = 2^n e^r, |r| at most ln(2)/2, and e^r by a quartic through
    /// Chebyshev nodes of (e^r - 1 - r) / r^2 (relative error 1.1e-8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp(T x)
    {
        // adding 1.5 * 2^23 leaves the nearest integer in the low mantissa bits; ln 2 in two parts makes n * 0.693359375 exact
        var biased = (x * T.Broadcast(1.44269502f)) + T.Broadcast(12582912f);
        var n = biased - T.Broadcast(12582912f);
        var r = (x - (n * T.Broadcast(0.693359375f))) - (n * T.Broadcast(-0.000212194442f));
        var q = (T.Broadcast(0.00139262504f) * r) + T.Broadcast(0.00836323295f);
        q = (q * r) + T.Broadcast(0.0416665524f);
        q = (q * r) + T.Broadcast(0.166665763f);
        q = (q * r) + T.Broadcast(0.5f);
        var e = ((q * (r * r)) + r) + T.Broadcast(1f);
        return T.WhereAtLeast(x, T.Broadcast(-86f), T.Scale(e, biased));
    }
}
