using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Equal steps of logit from <paramref name="From"/> up; bucket 0 also takes everything below.</summary>
internal readonly record struct Buckets(float From, float Scale)
{
    /// <summary>Room for the highest bucket and its rounding.</summary>
    public const int Count = 2048;

    /// <summary>1.5 * 2^23: a bucket's number added to it stands in the low mantissa bits.</summary>
    public const float Zero = 12582912f;

    public static Buckets Between(float from, float peak) => new(from, 1024 / (peak - from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(float key) => BitConverter.SingleToInt32Bits(key) & (Count - 1);
}
