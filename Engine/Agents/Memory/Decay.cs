namespace PersonaSim.Engine.Agents.Memory;

/// <summary>Recency: <c>2^(-age / half-life)</c>, by at most one multiplication per binary digit of the age.</summary>
internal sealed class Decay
{
    private readonly double[] _powers = new double[63]; // [k] = 2^(-2^k / half-life)

    public Decay(double halfLife)
    {
        for (var k = 0; k < _powers.Length; k++) _powers[k] = Math.Pow(0.5, (1L << k) / halfLife);
    }

    // doubles rounded to float at the end: the last bit of a platform's Pow does not reach a score
    public float At(long age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        var value = 1.0;
        for (var k = 0; age != 0; k++, age >>= 1)
            if ((age & 1) != 0) value *= _powers[k];
        return (float)value;
    }
}
