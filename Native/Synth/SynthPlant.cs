using System.Globalization;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Synth;

/// <summary>
/// A direction that a random model really has: the words' embeddings carry a code (plus for high, minus for low) that no block reads but
/// <paramref name="Layer"/>, whose feed-forward answers it by writing <see cref="Direction"/> for high words and next to nothing for low ones. So
/// the direction is there behind that block and not one block earlier.
/// </summary>
/// <param name="Name">Decides code and direction.</param>
/// <param name="High">Words of one token each, as they stand behind a blank or at a text's start.</param>
/// <param name="Low">As high, for the other pole.</param>
/// <param name="Strength">Length of what is written for a high word, in lengths of an embedding.</param>
public sealed record SynthPlant(string Name, IReadOnlyList<string> High, IReadOnlyList<string> Low, int Layer, float Strength = 40)
{
    /// <summary>What the block writes, at unit length.</summary>
    public float[] Direction(int width) => Unit("direction", width);

    /// <summary>What marks a word, at unit length.</summary>
    public float[] Code(int width) => Unit("code", width);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {string.Join(',', High)} {string.Join(',', Low)} {Layer} {Strength}");

    private float[] Unit(string what, int width)
    {
        var rng = new CounterRng(SynthWeights.Key(0, $"plant {what} {Name}"));
        var values = new double[width];
        for (var i = 0; i < width; i++) values[i] = rng.NextNormal();
        var length = Math.Sqrt(values.Sum(v => v * v));
        return [.. values.Select(v => (float)(v / length))];
    }
}
