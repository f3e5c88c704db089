using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Training;

namespace PersonaSim.Native.Tests.Training;

public sealed unsafe class FloatProductTests
{
    // tiles of 32 x 8 or 16 x 6 and blocks of 256 deep, filled, not filled and exceeded; both orders of each factor. Wide vectors are computed as
    // two narrow ones where the processor has none
    [Test]
    public void A_product_is_the_sum_it_stands_for([Values(32, 7, 75)] int m, [Values(8, 1, 19)] int n, [Values(1, 192, 300)] int k, [Values] bool aTurned, [Values] bool bTurned, [Values] bool wide)
    {
        var rng = new CounterRng(3, (ulong)((m * 1_000_000) + (n * 1_000) + k));
        float[] a = Normal(m * k, ref rng), b = Normal(n * k, ref rng), c = Normal(m * n, ref rng);
        var (ak, am) = aTurned ? (m, 1) : (1, k);
        var (bk, bn) = bTurned ? (n, 1) : (1, k);

        fixed (float* pa = a, pb = b, pc = c)
        {
            if (wide) FloatProduct.Compute<FloatTiles512>(pa, ak, am, pb, bk, bn, pc, m, m, n, k);
            else FloatProduct.Compute<FloatTiles256>(pa, ak, am, pb, bk, bn, pc, m, m, n, k);
        }

        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < m; i++)
            {
                var sum = 0.0;
                for (var s = 0; s < k; s++) sum += (double)a[(s * ak) + (i * am)] * b[(s * bk) + (j * bn)];
                Assert.That(c[(j * m) + i], Is.EqualTo(sum).Within(1e-3), $"row {j}, column {i}");
            }
        }
    }

    private static float[] Normal(int count, ref CounterRng rng)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)rng.NextNormal();
        return values;
    }
}
