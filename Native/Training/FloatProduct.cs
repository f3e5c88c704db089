using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PersonaSim.Native.Training;

/// <summary>
/// c[n][m] = sum over k of a(k, m) b(k, n), in 512-bit vectors along m. ggml's kernel sums along k and must add up the lanes of each result at
/// its end, which costs more than the product itself where k is as short as a small model's width.
/// </summary>
internal static unsafe class FloatProduct
{
    private const int Lanes = 16;
    private const int Wide = 2 * Lanes; // of m in a tile
    private const int Tall = 8; // of n in a tile: 16 sums stay in registers
    private const int Deep = 256; // of k at once: a panel of a is 32 KB, the first cache

    [ThreadStatic]
    private static float[]? _panel;

    public static bool IsFast => Vector512.IsHardwareAccelerated;

    /// <param name="ak">From one k to the next in a; <paramref name="am"/>, <paramref name="bk"/> and <paramref name="bn"/> likewise.</param>
    public static void Compute(float* a, long ak, long am, float* b, long bk, long bn, float* c, long cn, long m, long n, long k)
    {
        _panel ??= GC.AllocateUninitializedArray<float>(Deep * Wide, pinned: true);
        var panel = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_panel, 0);
        for (var k0 = 0L; k0 < k; k0 += Deep)
        {
            var depth = (int)Math.Min(Deep, k - k0);
            var more = k0 > 0;
            var m0 = 0L;
            for (; m0 + Wide <= m; m0 += Wide)
            {
                var from = a + (k0 * ak) + (m0 * am);
                var step = ak;
                if (am != 1)
                {
                    Pack(from, ak, am, panel, depth);
                    from = panel;
                    step = Wide;
                }

                var n0 = 0L;
                for (; n0 + Tall <= n; n0 += Tall) Tile(from, step, b + (k0 * bk) + (n0 * bn), bk, bn, c + (n0 * cn) + m0, cn, depth, more);
                for (; n0 < n; n0++) Row(from, step, b + (k0 * bk) + (n0 * bn), bk, c + (n0 * cn) + m0, depth, more);
            }

            if (m0 < m) Rest(a + (k0 * ak), ak, am, b + (k0 * bk), bk, bn, c, cn, m0, m, n, depth, more);
        }
    }

    private static void Pack(float* a, long ak, long am, float* panel, int depth)
    {
        for (var i = 0; i < Wide; i += 4)
        {
            var at = a + (i * am);
            var to = panel + i;
            for (var k = 0; k < depth; k++, at += ak, to += Wide) Vector128.Create(at[0], at[am], at[2 * am], at[3 * am]).Store(to);
        }
    }

    [SkipLocalsInit]
    private static void Tile(float* a, long ak, float* b, long bk, long bn, float* c, long cn, int depth, bool more)
    {
        Vector512<float> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
        Vector512<float> q0 = default, q1 = default, q2 = default, q3 = default, q4 = default, q5 = default, q6 = default, q7 = default;
        var b3 = 3 * bn;
        var far = b + (4 * bn);
        for (var k = 0; k < depth; k++)
        {
            var (x, y) = (Vector512.Load(a), Vector512.Load(a + Lanes));
            var s = Vector512.Create(b[0]);
            p0 = Vector512.FusedMultiplyAdd(x, s, p0);
            q0 = Vector512.FusedMultiplyAdd(y, s, q0);
            s = Vector512.Create(b[bn]);
            p1 = Vector512.FusedMultiplyAdd(x, s, p1);
            q1 = Vector512.FusedMultiplyAdd(y, s, q1);
            s = Vector512.Create(b[2 * bn]);
            p2 = Vector512.FusedMultiplyAdd(x, s, p2);
            q2 = Vector512.FusedMultiplyAdd(y, s, q2);
            s = Vector512.Create(b[b3]);
            p3 = Vector512.FusedMultiplyAdd(x, s, p3);
            q3 = Vector512.FusedMultiplyAdd(y, s, q3);
            s = Vector512.Create(far[0]);
            p4 = Vector512.FusedMultiplyAdd(x, s, p4);
            q4 = Vector512.FusedMultiplyAdd(y, s, q4);
            s = Vector512.Create(far[bn]);
            p5 = Vector512.FusedMultiplyAdd(x, s, p5);
            q5 = Vector512.FusedMultiplyAdd(y, s, q5);
            s = Vector512.Create(far[2 * bn]);
            p6 = Vector512.FusedMultiplyAdd(x, s, p6);
            q6 = Vector512.FusedMultiplyAdd(y, s, q6);
            s = Vector512.Create(far[b3]);
            p7 = Vector512.FusedMultiplyAdd(x, s, p7);
            q7 = Vector512.FusedMultiplyAdd(y, s, q7);
            a += ak;
            b += bk;
            far += bk;
        }

        Put(c, p0, q0, more);
        Put(c + cn, p1, q1, more);
        Put(c + (2 * cn), p2, q2, more);
        Put(c + (3 * cn), p3, q3, more);
        Put(c + (4 * cn), p4, q4, more);
        Put(c + (5 * cn), p5, q5, more);
        Put(c + (6 * cn), p6, q6, more);
        Put(c + (7 * cn), p7, q7, more);
    }

    private static void Row(float* a, long ak, float* b, long bk, float* c, int depth, bool more)
    {
        Vector512<float> p = default, q = default;
        for (var k = 0; k < depth; k++, a += ak, b += bk)
        {
            var s = Vector512.Create(b[0]);
            p = Vector512.FusedMultiplyAdd(Vector512.Load(a), s, p);
            q = Vector512.FusedMultiplyAdd(Vector512.Load(a + Lanes), s, q);
        }

        Put(c, p, q, more);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector512<float> p, Vector512<float> q, bool more)
    {
        (more ? Vector512.Load(c) + p : p).Store(c);
        (more ? Vector512.Load(c + Lanes) + q : q).Store(c + Lanes);
    }

    // the columns that do not fill a tile
    private static void Rest(float* a, long ak, long am, float* b, long bk, long bn, float* c, long cn, long m0, long m, long n, int depth, bool more)
    {
        for (var j = 0L; j < n; j++)
        {
            for (var i = m0; i < m; i++)
            {
                var sum = more ? c[(j * cn) + i] : 0;
                for (var k = 0; k < depth; k++) sum += a[(k * ak) + (i * am)] * b[(k * bk) + (j * bn)];
                c[(j * cn) + i] = sum;
            }
        }
    }
}
