using System.Runtime.CompilerServices;
using PersonaSim.Native.Decoding.Rows;

namespace PersonaSim.Native.Tests.Decoding;

/// <summary>Sixteen floats in an array, one operation at a time: what every vector path must equal bit for bit.</summary>
internal readonly struct ScalarLanes(float[] v) : ILanes<ScalarLanes>
{
    private readonly float[] _v = v;

    public static ScalarLanes Load(ref readonly float source, nuint offset)
    {
        var v = new float[16];
        for (var i = 0; i < 16; i++) v[i] = Unsafe.Add(ref Unsafe.AsRef(in source), offset + (nuint)i); // callers pass a whole block
        return new(v);
    }

    public static ScalarLanes Broadcast(float value) => Each(_ => value);

    public static ScalarLanes operator +(ScalarLanes a, ScalarLanes b) => Each(i => a._v[i] + b._v[i]);

    public static ScalarLanes operator -(ScalarLanes a, ScalarLanes b) => Each(i => a._v[i] - b._v[i]);

    public static ScalarLanes operator *(ScalarLanes a, ScalarLanes b) => Each(i => a._v[i] * b._v[i]);

    public static ScalarLanes Max(ScalarLanes a, ScalarLanes b) => Each(i => a._v[i] > b._v[i] ? a._v[i] : b._v[i]);

    public static ScalarLanes WhereAtLeast(ScalarLanes a, ScalarLanes b, ScalarLanes value) => Each(i => a._v[i] >= b._v[i] ? value._v[i] : 0);

    public static uint AtLeast(ScalarLanes a, ScalarLanes b) => (uint)Enumerable.Range(0, 16).Sum(i => a._v[i] >= b._v[i] ? 1 << i : 0);

    public static ScalarLanes Scale(ScalarLanes value, ScalarLanes biased) => Each(i => BitConverter.Int32BitsToSingle(
        BitConverter.SingleToInt32Bits(value._v[i]) + (BitConverter.SingleToInt32Bits(biased._v[i]) << 23)));

    public void Store(ref float target, nuint offset)
    {
        for (var i = 0; i < 16; i++) Unsafe.Add(ref target, offset + (nuint)i) = _v[i];
    }

    public float Sum()
    {
        var v = (float[])_v.Clone();
        for (var half = 8; half > 0; half /= 2) for (var i = 0; i < half; i++) v[i] += v[i + half];
        return v[0];
    }

    public float Max() => _v.Max();

    private static ScalarLanes Each(Func<int, float> f) => new([.. Enumerable.Range(0, 16).Select(f)]);
}
