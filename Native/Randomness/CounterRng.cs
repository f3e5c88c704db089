using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Randomness;

/// <summary>
/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11): the n-th draw of a stream is a pure
/// function of (key, stream, n), so results depend neither on call order nor on the runtime's version.
/// </summary>
public struct CounterRng(ulong key, ulong stream = 0)
{
    private readonly ulong _key = key;
    private readonly ulong _stream = stream;
    private ulong _block;
    private (uint, uint, uint, uint) _buffer;
    private int _left;

    /// <summary>The four words of one counter value.</summary>
    public static (uint A, uint B, uint C, uint D) Block(ulong key, ulong low, ulong high)
    {
        uint c0 = (uint)low, c1 = (uint)(low >> 32), c2 = (uint)high, c3 = (uint)(high >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var p0 = 0xD2511F53UL * c0;
            var p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    public uint NextUInt32()
    {
        if (_left == 0)
        {
            _buffer = Block(_key, _block++, _stream);
            _left = 4;
        }

        return _left-- switch { 4 => _buffer.Item1, 3 => _buffer.Item2, 2 => _buffer.Item3, _ => _buffer.Item4 };
    }

    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>), without modulo bias (Lemire's multiply-and-reject).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var range = (uint)exclusiveMax;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold) product = (ulong)NextUInt32() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal (Box-Muller, one value per two draws: the count of draws per value stays fixed).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }
}
