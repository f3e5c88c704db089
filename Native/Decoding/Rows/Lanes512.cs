using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using Inline = System.Runtime.CompilerServices.MethodImplAttribute;

namespace PersonaSim.Native.Decoding.Rows;

internal readonly struct Lanes512(Vector512<float> all) : ILanes<Lanes512>
{
    private readonly Vector512<float> _all = all;

    [Inline(AggressiveInlining)]
    public static Lanes512 Load(ref readonly float source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    [Inline(AggressiveInlining)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    [Inline(AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._all + b._all);

    [Inline(AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._all - b._all);

    [Inline(AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._all * b._all);

    [Inline(AggressiveInlining)]
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a._all, b._all));

    [Inline(AggressiveInlining)]
    public static Lanes512 WhereAtLeast(Lanes512 a, Lanes512 b, Lanes512 value) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(a._all, b._all), value._all, Vector512<float>.Zero));

    [Inline(AggressiveInlining)]
    public static uint AtLeast(Lanes512 a, Lanes512 b) => (uint)Vector512.GreaterThanOrEqual(a._all, b._all).ExtractMostSignificantBits();

    [Inline(AggressiveInlining)]
    public static Lanes512 Scale(Lanes512 value, Lanes512 biased) =>
        new((value._all.AsInt32() + Vector512.ShiftLeft(biased._all.AsInt32(), 23)).AsSingle());

    [Inline(AggressiveInlining)]
    public void Store(ref float target, nuint offset) => _all.StoreUnsafe(ref target, offset);

    [Inline(AggressiveInlining)]
    public float Sum()
    {
        var eight = _all.GetLower() + _all.GetUpper();
        return Lanes128.Sum(eight.GetLower() + eight.GetUpper());
    }

    [Inline(AggressiveInlining)]
    public float Max()
    {
        var eight = Vector256.MaxNative(_all.GetLower(), _all.GetUpper());
        return Lanes128.Max(Vector128.MaxNative(eight.GetLower(), eight.GetUpper()));
    }
}
