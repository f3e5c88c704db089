using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using Inline = System.Runtime.CompilerServices.MethodImplAttribute;

namespace PersonaSim.Native.Decoding.Rows;

internal readonly struct Lanes256(Vector256<float> low, Vector256<float> high) : ILanes<Lanes256>
{
    private readonly Vector256<float> _low = low;
    private readonly Vector256<float> _high = high;

    [Inline(AggressiveInlining)]
    public static Lanes256 Load(ref readonly float source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset), Vector256.LoadUnsafe(in source, offset + 8));

    [Inline(AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [Inline(AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._low + b._low, a._high + b._high);

    [Inline(AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._low - b._low, a._high - b._high);

    [Inline(AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._low * b._low, a._high * b._high);

    [Inline(AggressiveInlining)]
    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.MaxNative(a._low, b._low), Vector256.MaxNative(a._high, b._high));

    [Inline(AggressiveInlining)]
    public static Lanes256 WhereAtLeast(Lanes256 a, Lanes256 b, Lanes256 value) => new(
        Vector256.GreaterThanOrEqual(a._low, b._low) & value._low,
        Vector256.GreaterThanOrEqual(a._high, b._high) & value._high);

    [Inline(AggressiveInlining)]
    public static uint AtLeast(Lanes256 a, Lanes256 b) =>
        Vector256.GreaterThanOrEqual(a._low, b._low).ExtractMostSignificantBits()
        | (Vector256.GreaterThanOrEqual(a._high, b._high).ExtractMostSignificantBits() << 8);

    [Inline(AggressiveInlining)]
    public static Lanes256 Scale(Lanes256 value, Lanes256 biased) => new(Scale(value._low, biased._low), Scale(value._high, biased._high));

    [Inline(AggressiveInlining)]
    public void Store(ref float target, nuint offset)
    {
        _low.StoreUnsafe(ref target, offset);
        _high.StoreUnsafe(ref target, offset + 8);
    }

    [Inline(AggressiveInlining)]
    public float Sum()
    {
        var eight = _low + _high;
        return Lanes128.Sum(eight.GetLower() + eight.GetUpper());
    }

    [Inline(AggressiveInlining)]
    public float Max()
    {
        var eight = Vector256.MaxNative(_low, _high);
        return Lanes128.Max(Vector128.MaxNative(eight.GetLower(), eight.GetUpper()));
    }

    [Inline(AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> value, Vector256<float> biased) =>
        (value.AsInt32() + Vector256.ShiftLeft(biased.AsInt32(), 23)).AsSingle();
}
