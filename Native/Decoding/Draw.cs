using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Decoding;

/// <summary>One random number named by what it is for, so that no choice depends on which sequence was sampled first.</summary>
/// <param name="Seed">The sequence's key.</param>
/// <param name="Token">Which token of the sequence is chosen.</param>
/// <param name="Attempt">0 for the first draw, 1 and up when a drawn token was refused.</param>
public readonly record struct Draw(ulong Seed, ulong Token, uint Attempt = 0)
{
    /// <summary>Uniform in [0, 1): the first double of block <see cref="Attempt"/> in stream <see cref="Token"/> of a <see cref="CounterRng"/>.</summary>
    public double Uniform
    {
        get
        {
            var (a, b, _, _) = CounterRng.Block(Seed, Attempt, Token);
            return ((a | ((ulong)b << 32)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
