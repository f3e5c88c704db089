using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using Inline = System.Runtime.CompilerServices.MethodImplAttribute;

namespace PersonaSim.Native.Decoding.Rows;

/// <summary>The portable path: SSE, NEON, or what the runtime emulates.</summary>
internal readonly struct Lanes128(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) : ILanes<Lanes128>
{
    private readonly Vector128<float> _a = a, _b = b, _c = c, _d = d;

    [Inline(AggressiveInlining)]
    public static Lanes128 Load(ref readonly float source, nuint offset) => new(
        Vector128.LoadUnsafe(in source, offset),
        Vector128.LoadUnsafe(in source, offset + 4),
        Vector128.LoadUnsafe(in source, offset + 8),
        Vector128.LoadUnsafe(in source, offset + 12));

    [Inline(AggressiveInlining)]
    public static Lanes128 Broadcast(float value)
    {
        var four = Vector128.Create(value);
        return new(four, four, four, four);
    }

    [Inline(AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 x, Lanes128 y) => new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d);

    [Inline(AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 x, Lanes128 y) => new(x._a - y._a, x._b - y._b, x._c - y._c, x._d - y._d);

    [Inline(AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 x, Lanes128 y) => new(x._a * y._a, x._b * y._b, x._c * y._c, x._d * y._d);

    [Inline(AggressiveInlining)]
    public static Lanes128 Max(Lanes128 x, Lanes128 y) => new(
        Vector128.MaxNative(x._a, y._a), Vector128.MaxNative(x._b, y._b), Vector128.MaxNative(x._c, y._c), Vector128.MaxNative(x._d, y._d));

    [Inline(AggressiveInlining)]
    public static Lanes128 WhereAtLeast(Lanes128 x, Lanes128 y, Lanes128 value) => new(
        Vector128.GreaterThanOrEqual(x._a, y._a) & value._a,
        Vector128.GreaterThanOrEqual(x._b, y._b) & value._b,
        Vector128.GreaterThanOrEqual(x._c, y._c) & value._c,
        Vector128.GreaterThanOrEqual(x._d, y._d) & value._d);

    [Inline(AggressiveInlining)]
    public static uint AtLeast(Lanes128 x, Lanes128 y) =>
        Vector128.GreaterThanOrEqual(x._a, y._a).ExtractMostSignificantBits()
        | (Vector128.GreaterThanOrEqual(x._b, y._b).ExtractMostSignificantBits() << 4)
        | (Vector128.GreaterThanOrEqual(x._c, y._c).ExtractMostSignificantBits() << 8)
        | (Vector128.GreaterThanOrEqual(x._d, y._d).ExtractMostSignificantBits() << 12);

    [Inline(AggressiveInlining)]
    public static Lanes128 Scale(Lanes128 value, Lanes128 biased) => new(
        Scale(value._a, biased._a), Scale(value._b, biased._b), Scale(value._c, biased._c), Scale(value._d, biased._d));

    [Inline(AggressiveInlining)]
    public void Store(ref float target, nuint offset)
    {
        _a.StoreUnsafe(ref target, offset);
        _b.StoreUnsafe(ref target, offset + 4);
        _c.StoreUnsafe(ref target, offset + 8);
        _d.StoreUnsafe(ref target, offset + 12);
    }

    [Inline(AggressiveInlining)]
    public float Sum() => Sum((_a + _c) + (_b + _d));

    [Inline(AggressiveInlining)]
    public float Max() => Max(Vector128.MaxNative(Vector128.MaxNative(_a, _c), Vector128.MaxNative(_b, _d)));

    [Inline(AggressiveInlining)]
    internal static float Sum(Vector128<float> four) => (four[0] + four[2]) + (four[1] + four[3]);

    [Inline(AggressiveInlining)]
    internal static float Max(Vector128<float> four)
    {
        // not MathF.Max: its care for NaN is a dozen instructions, and the caller looks for NaN itself
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [Inline(AggressiveInlining)]
    private static Vector128<float> Scale(Vector128<float> value, Vector128<float> biased) =>
        (value.AsInt32() + Vector128.ShiftLeft(biased.AsInt32(), 23)).AsSingle();
}
