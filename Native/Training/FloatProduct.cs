using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PersonaSim.Native.Training;

/// <summary>
/// c[n][m] = sum over k of a(k, m) b(k, n), in vectors along m. ggml's kernel sums along k and must add up the lanes of each result at
/// its end, which costs more than the product itself where k is as short as a small model's width. What is read again and again is copied to
/// where it lies together: a step of whole rows meets few lines of the first cache.
/// </summary>
internal static unsafe class FloatProduct
{
    private const int Together = 4; // copied at once
    private const int Deep = 256; // of k at once: a panel of a is at most 32 KB, the first cache

    [ThreadStatic]
    private static float[]? _space;

    public static bool IsFast => Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && Fma.IsSupported);

    /// <param name="ak">From one k to the next in a; <paramref name="am"/>, <paramref name="bk"/> and <paramref name="bn"/> likewise.</param>
    public static void Compute(float* a, long ak, long am, float* b, long bk, long bn, float* c, long cn, long m, long n, long k)
    {
        if (Vector512.IsHardwareAccelerated) Compute<FloatTiles512>(a, ak, am, b, bk, bn, c, cn, m, n, k);
        else Compute<FloatTiles256>(a, ak, am, b, bk, bn, c, cn, m, n, k);
    }

    public static void Compute<TTiles>(float* a, long ak, long am, float* b, long bk, long bn, float* c, long cn, long m, long n, long k)
        where TTiles : struct, IFloatTiles
    {
        var tiles = (n + TTiles.Tall - 1) / TTiles.Tall;
        var panel = Space((Deep * TTiles.Wide) + (TTiles.Wide * TTiles.Tall) + (tiles * TTiles.Tall * Deep));
        var part = panel + (Deep * TTiles.Wide); // the sums of a tile that is not filled
        var rows = part + (TTiles.Wide * TTiles.Tall);
        for (var k0 = 0L; k0 < k; k0 += Deep)
        {
            var depth = (int)Math.Min(Deep, k - k0);
            var more = k0 > 0;
            // rows that run along k are read well where they are
            for (var tile = bk == 1 ? n / TTiles.Tall : 0; tile < tiles; tile++)
            {
                var n0 = tile * TTiles.Tall;
                Pack(b + (k0 * bk) + (n0 * bn), bk, bn, rows + (n0 * depth), TTiles.Tall, (int)Math.Min(TTiles.Tall, n - n0), depth);
            }

            for (var m0 = 0L; m0 < m; m0 += TTiles.Wide)
            {
                var wide = (int)Math.Min(TTiles.Wide, m - m0);
                Pack(a + (k0 * ak) + (m0 * am), ak, am, panel, TTiles.Wide, wide, depth);
                for (var n0 = 0L; n0 < n; n0 += TTiles.Tall)
                {
                    var tall = (int)Math.Min(TTiles.Tall, n - n0);
                    var (isThere, isFull) = (bk == 1 && tall == TTiles.Tall, tall == TTiles.Tall && wide == TTiles.Wide);
                    var at = c + (n0 * cn) + m0;
                    TTiles.Tile(panel, isThere ? b + k0 + (n0 * bn) : rows + (n0 * depth), isThere ? 1 : TTiles.Tall, isThere ? bn : 1, isFull ? at : part, isFull ? cn : TTiles.Wide, depth, isFull && more);
                    if (!isFull) Add(part, TTiles.Wide, at, cn, wide, tall, more);
                }
            }
        }
    }

    private static void Add(float* part, int step, float* c, long cn, int wide, int tall, bool more)
    {
        for (var j = 0; j < tall; j++, part += step, c += cn)
        {
            for (var i = 0; i < wide; i++) c[i] = more ? c[i] + part[i] : part[i];
        }
    }

    private static float* Space(long size)
    {
        if (_space is null || _space.Length < size) _space = GC.AllocateUninitializedArray<float>((int)size, pinned: true);
        return (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_space, 0);
    }

    // those of a dimension that stand in one tile beside one another, step after step of k; zeros where there are fewer
    private static void Pack(float* a, long ak, long am, float* to, int size, int count, int depth)
    {
        var i = 0;
        for (; i + Together <= count; i += Together) Copy(a + (i * am), ak, am, to + i, size, depth);
        if (i < count && count == size)
        {
            i = size - Together; // some are copied twice
            Copy(a + (i * am), ak, am, to + i, size, depth);
            return;
        }

        for (; i < size; i++)
        {
            var target = to + i;
            for (var k = 0; k < depth; k++, target += size) target[0] = i < count ? a[(k * ak) + (i * am)] : 0;
        }
    }

    private static void Copy(float* from, long ak, long am, float* to, int size, int depth)
    {
        if (am == 1)
        {
            for (var k = 0; k < depth; k++, from += ak, to += size) Vector128.Load(from).Store(to);
        }
        else
        {
            for (var k = 0; k < depth; k++, from += ak, to += size) Vector128.Create(from[0], from[am], from[2 * am], from[3 * am]).Store(to);
        }
    }
}
