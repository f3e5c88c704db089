using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Decoding.Rows;

internal sealed class RowKernels<T> : RowKernels where T : struct, ILanes<T>
{
    // Optimised from the first call; and never inlined: a profile-guided caller that took in a whole pass ran out of its inlining
    // budget and called every operation on lanes (measured: top-p over 152,064 tokens 820 to 1,640 us instead of 92).
    private const MethodImplOptions Pass = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
    private const int Width = 16;
    private const int Dense = 16; // candidates in a block from which all 64 are treated alike, without a branch each; not tuned

    [MethodImpl(Pass)]
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

    [MethodImpl(Pass)]
    public override void Weights(ReadOnlySpan<float> block, float peak, float scale, Span<float> weights)
    {
        ref var source = ref MemoryMarshal.GetReference(block[..LogitRow.BlockSize]);
        ref var target = ref MemoryMarshal.GetReference(weights[..LogitRow.BlockSize]);
        T top = T.Broadcast(peak), by = T.Broadcast(scale);
        for (nuint i = 0; i < LogitRow.BlockSize; i += Width) Exp((T.Load(ref source, i) - top) * by).Store(ref target, i);
    }

    [MethodImpl(Pass)]
    public override double Sums(LogitRow row, float peak, float scale, Span<double> sums)
    {
        T top = T.Broadcast(peak), by = T.Broadcast(scale);
        double total = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            ref var block = ref MemoryMarshal.GetReference(row[b]);
            var sum = T.Broadcast(0f);
            for (nuint i = 0; i < LogitRow.BlockSize; i += Width) sum += Exp((T.Load(ref block, i) - top) * by);
            total += sums[b] = sum.Sum();
        }

        return total;
    }

    [MethodImpl(Pass)]
    public override void Histogram(LogitRow row, ReadOnlySpan<float> maxima, float peak, Buckets buckets, Span<double> masses)
    {
        T top = T.Broadcast(peak), from = T.Broadcast(buckets.From), scale = T.Broadcast(buckets.Scale);
        Span<float> weights = stackalloc float[LogitRow.BlockSize], keys = stackalloc float[LogitRow.BlockSize];
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var key = ref MemoryMarshal.GetReference(keys);
        masses = masses[..Buckets.Count];
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < buckets.From) continue;
            ref var block = ref MemoryMarshal.GetReference(row[b]);
            for (nuint i = 0; i < LogitRow.BlockSize; i += Width)
            {
                var x = T.Load(ref block, i);
                Exp(x - top).Store(ref weight, i);
                Key(x, from, scale).Store(ref key, i);
            }

            var bits = AtLeast(ref block, from);
            if (BitOperations.PopCount(bits) < Dense)
            {
                for (; bits != 0; bits &= bits - 1)
                {
                    var i = BitOperations.TrailingZeroCount(bits);
                    masses[Buckets.Index(keys[i])] += weights[i];
                }
            }
            else
            {
                for (var i = 0; i < weights.Length; i++) masses[Buckets.Index(keys[i])] += weights[i];
            }
        }
    }

    [MethodImpl(Pass)]
    public override int Gather(LogitRow row, ReadOnlySpan<float> maxima, float from, Span<float> into)
    {
        var edge = T.Broadcast(from);
        var n = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < from) continue;
            var block = row[b];
            for (var bits = AtLeast(ref MemoryMarshal.GetReference(block), edge); bits != 0; bits &= bits - 1)
            {
                into[n++] = block[BitOperations.TrailingZeroCount(bits)];
            }
        }

        return n;
    }

    [MethodImpl(Pass)]
    public override int Gather(LogitRow row, ReadOnlySpan<float> maxima, Buckets buckets, int bucket, Span<float> into)
    {
        T from = T.Broadcast(buckets.From), scale = T.Broadcast(buckets.Scale), wanted = T.Broadcast(Buckets.Zero + bucket);
        var n = 0;
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < buckets.From) continue;
            var block = row[b];
            ref var first = ref MemoryMarshal.GetReference(block);
            for (var i = 0; i < LogitRow.BlockSize; i += Width)
            {
                var key = Key(T.Load(ref first, (nuint)i), from, scale);
                for (var bits = T.AtLeast(key, wanted) & T.AtLeast(wanted, key); bits != 0; bits &= bits - 1)
                {
                    into[n++] = block[i + BitOperations.TrailingZeroCount(bits)];
                }
            }
        }

        return n;
    }

    [MethodImpl(Pass)]
    public override int Keep(LogitRow row, ReadOnlySpan<float> maxima, Cut cut, Span<float> values, Span<int> ids)
    {
        ref var value = ref MemoryMarshal.GetReference(values[..row.Values.Length]);
        ref var id = ref MemoryMarshal.GetReference(ids[..row.Values.Length]);
        var edge = T.Broadcast(cut.Value);
        var (n, ties) = (0, cut.Ties);
        for (var b = 0; b < row.Blocks; b++)
        {
            if (maxima[b] < cut.Value) continue;
            ref var first = ref MemoryMarshal.GetReference(row[b]);
            var bits = AtLeast(ref first, edge);
            var equal = bits & AtMost(ref first, edge);
            for (ties -= BitOperations.PopCount(equal); ties < 0; ties++) // the highest ids of the equals go
            {
                var highest = 1UL << BitOperations.Log2(equal);
                equal ^= highest;
                bits ^= highest;
            }

            n = Compact(row, b, bits, ref value, ref id, n);
        }

        return n;
    }

    // Safe although unchecked: n never passes the position being read, and that is below the row's length, which both targets have.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compact(LogitRow row, int b, ulong bits, ref float values, ref int ids, int n)
    {
        ref var block = ref MemoryMarshal.GetReference(row[b]);
        var start = b * LogitRow.BlockSize;
        if (BitOperations.PopCount(bits) < Dense)
        {
            for (; bits != 0; bits &= bits - 1, n++)
            {
                var i = BitOperations.TrailingZeroCount(bits);
                Unsafe.Add(ref values, n) = Unsafe.Add(ref block, i);
                Unsafe.Add(ref ids, n) = row.Token(start + i);
            }

            return n;
        }

        var count = Math.Min(LogitRow.BlockSize, row.Values.Length - start);
        for (var i = 0; i < count; i++) // dense: storing what is then overwritten costs less than a mispredicted branch
        {
            Unsafe.Add(ref values, n) = Unsafe.Add(ref block, i);
            Unsafe.Add(ref ids, n) = row.Token(start + i);
            n += (int)(bits >> i) & 1;
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AtLeast(ref float block, T edge) =>
        T.AtLeast(T.Load(ref block, 0), edge) | ((ulong)T.AtLeast(T.Load(ref block, 16), edge) << 16)
        | ((ulong)T.AtLeast(T.Load(ref block, 32), edge) << 32) | ((ulong)T.AtLeast(T.Load(ref block, 48), edge) << 48);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AtMost(ref float block, T edge) =>
        T.AtLeast(edge, T.Load(ref block, 0)) | ((ulong)T.AtLeast(edge, T.Load(ref block, 16)) << 16)
        | ((ulong)T.AtLeast(edge, T.Load(ref block, 32)) << 32) | ((ulong)T.AtLeast(edge, T.Load(ref block, 48)) << 48);

    /// <summary>The bucket's number as the low mantissa bits of a float, by rounding; it never falls where x rises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Key(T x, T from, T scale) => T.Max((x - from) * scale, T.Broadcast(0f)) + T.Broadcast(Buckets.Zero);

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
