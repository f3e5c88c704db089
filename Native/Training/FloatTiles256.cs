using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PersonaSim.Native.Training;

/// <summary>For 16 registers of 256 bits: 16 x 6 sums.</summary>
internal readonly unsafe struct FloatTiles256 : IFloatTiles
{
    private const int Lanes = 8;

    public static int Wide => 2 * Lanes;

    public static int Tall => 6;

    [SkipLocalsInit]
    public static void Tile(float* a, float* b, long bk, long bn, float* c, long cn, int depth, bool more)
    {
        Vector256<float> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default;
        Vector256<float> q0 = default, q1 = default, q2 = default, q3 = default, q4 = default, q5 = default;
        var b3 = 3 * bn;
        var far = b + (4 * bn);
        for (var k = 0; k < depth; k++)
        {
            var (x, y) = (Vector256.Load(a), Vector256.Load(a + Lanes));
            var s = Vector256.Create(b[0]);
            p0 = Vector256.FusedMultiplyAdd(x, s, p0);
            q0 = Vector256.FusedMultiplyAdd(y, s, q0);
            s = Vector256.Create(b[bn]);
            p1 = Vector256.FusedMultiplyAdd(x, s, p1);
            q1 = Vector256.FusedMultiplyAdd(y, s, q1);
            s = Vector256.Create(b[2 * bn]);
            p2 = Vector256.FusedMultiplyAdd(x, s, p2);
            q2 = Vector256.FusedMultiplyAdd(y, s, q2);
            s = Vector256.Create(b[b3]);
            p3 = Vector256.FusedMultiplyAdd(x, s, p3);
            q3 = Vector256.FusedMultiplyAdd(y, s, q3);
            s = Vector256.Create(far[0]);
            p4 = Vector256.FusedMultiplyAdd(x, s, p4);
            q4 = Vector256.FusedMultiplyAdd(y, s, q4);
            s = Vector256.Create(far[bn]);
            p5 = Vector256.FusedMultiplyAdd(x, s, p5);
            q5 = Vector256.FusedMultiplyAdd(y, s, q5);
            a += Wide;
            b += bk;
            far += bk;
        }

        Put(c, p0, q0, more);
        Put(c + cn, p1, q1, more);
        Put(c + (2 * cn), p2, q2, more);
        Put(c + (3 * cn), p3, q3, more);
        Put(c + (4 * cn), p4, q4, more);
        Put(c + (5 * cn), p5, q5, more);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector256<float> p, Vector256<float> q, bool more)
    {
        (more ? Vector256.Load(c) + p : p).Store(c);
        (more ? Vector256.Load(c + Lanes) + q : q).Store(c + Lanes);
    }
}
