using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Candidates in ascending token order, cut into blocks of 64 of which the last is padded with minus infinity.</summary>
internal readonly ref struct LogitRow
{
    /// <summary>One word of a token mask, four rows of sixteen lanes.</summary>
    public const int BlockSize = 64;

    private readonly ReadOnlySpan<float> _padded;

    /// <summary>
    /// <paramref name="ids"/> is the token per value, or empty where position and token are the same; <paramref name="tail"/> must
    /// hold one block and takes the last values and the padding.
    /// </summary>
    public LogitRow(ReadOnlySpan<float> values, ReadOnlySpan<int> ids, Span<float> tail)
    {
        Values = values;
        Ids = ids;
        var whole = values.Length / BlockSize * BlockSize;
        tail.Fill(float.NegativeInfinity);
        values[whole..].CopyTo(tail);
        _padded = tail;
    }

    public ReadOnlySpan<float> Values { get; }

    public ReadOnlySpan<int> Ids { get; }

    public int Blocks => (Values.Length + BlockSize - 1) / BlockSize;

    public ReadOnlySpan<float> this[int block]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => block < Values.Length / BlockSize ? Values.Slice(block * BlockSize, BlockSize) : _padded;
    }

    public int Token(int position) => Ids.IsEmpty ? position : Ids[position];
}
