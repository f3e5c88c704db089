using System.Runtime.Intrinsics;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>Products of vectors, summed over 16 fixed lanes, so that every processor gives the same bits.</summary>
internal static class Cosine
{
    public static float Norm(ReadOnlySpan<float> a) => MathF.Sqrt(Dot(a, a));

    /// <summary>The cosine, 0 if either vector is zero.</summary>
    public static float Of(ReadOnlySpan<float> a, float normA, ReadOnlySpan<float> b, float normB) =>
        normA > 0 && normB > 0 ? Dot(a, b) / normA / normB : 0;

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i + 16 <= a.Length; i += 16) lanes += Vector512.Create(a[i..]) * Vector512.Create(b[i..]);
        var sum = 0f;
        for (var lane = 0; lane < 16; lane++) sum += lanes[lane];
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
