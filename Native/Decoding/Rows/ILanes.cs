namespace PersonaSim.Native.Decoding.Rows;

/// <summary>
/// Sixteen floats in whatever registers the machine has. Every operation is one IEEE operation per lane (never a fused one) and
/// <see cref="Sum"/> adds in one fixed tree, so all implementations give equal bits.
/// </summary>
internal interface ILanes<T> where T : struct, ILanes<T>
{
    static abstract T Load(ref readonly float source, nuint offset);

    static abstract T Broadcast(float value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    /// <summary>The larger per lane; unspecified where a lane is not a number.</summary>
    static abstract T Max(T a, T b);

    /// <summary><paramref name="value"/> where a &gt;= b, otherwise 0.</summary>
    static abstract T WhereAtLeast(T a, T b, T value);

    /// <summary>Bit i says whether lane i of a is at least lane i of b.</summary>
    static abstract uint AtLeast(T a, T b);

    /// <summary>Multiplies by two to the power of the integer in the low bits of <paramref name="biased"/>.</summary>
    static abstract T Scale(T value, T biased);

    void Store(ref float target, nuint offset);

    /// <summary>Halves are added, 16 to 8 to 4 to 2 to 1.</summary>
    float Sum();

    float Max();
}
