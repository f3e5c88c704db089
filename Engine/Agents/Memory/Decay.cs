namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// Recency: <c>2^(-age / half-life)</c>, by a table and one multiplication for each hexadecimal digit of the age: a scan over a whole memory
/// asks for it hundreds of times, and branches on single bits would cost more than the rest of the scan.
/// </summary>
internal sealed class Decay
{
    private const double HalvingsToZero = 160; // a float's smallest step above 0 is 2^-149

    private readonly double[] _factors; // [place of the digit, digit] = 2^(-digit * 16^place / half-life)
    private readonly long _gone;

    public Decay(double halfLife)
    {
        _gone = (long)Math.Min(Math.Ceiling(HalvingsToZero * halfLife), 1L << 60);
        var places = 0;
        for (var left = _gone; left != 0; left >>= 4) places++;
        _factors = new double[16 * places];
        for (var i = 0; i < _factors.Length; i++) _factors[i] = Math.Pow(0.5, ((long)(i & 15) << (4 * (i >> 4))) / halfLife);
    }

    // doubles rounded to float at the end: the last bit of a platform's Pow does not reach a score
    public float At(long age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        if (age >= _gone) return 0;
        var value = 1.0;
        for (var place = 0; age != 0; place += 16, age >>= 4) value *= _factors[place + (int)(age & 15)];
        return (float)value;
    }
}
