using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PersonaSim.Native.Training;

/// <summary>For 32 registers of 512 bits: 32 x 8 sums.</summary>
internal readonly unsafe struct FloatTiles512 : IFloatTiles
{
    private const int Lanes = 16;

    public static int Wide => 2 * Lanes;

    public static int Tall => 8;

    [SkipLocalsInit]
    public static void Tile(float* a, float* b, long bk, long bn, float* c, long cn, int depth, bool more)
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
        Put(c + (6 * cn), p6, q6, more);
        Put(c + (7 * cn), p7, q7, more);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector512<float> p, Vector512<float> q, bool more)
    {
        (more ? Vector512.Load(c) + p : p).Store(c);
        (more ? Vector512.Load(c + Lanes) + q : q).Store(c + Lanes);
    }
}
