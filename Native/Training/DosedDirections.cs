using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PersonaSim.Native.Training;

/// <summary>
/// Directions that are added behind blocks while a model is trained, at each place by its document's doses, as a run adds them: in a model that has met doses
/// in training, what they do is known beforehand.
/// </summary>
public sealed class DosedDirections
{
    /// <param name="layers">For each block, as many directions as there are doses, all of the model's width.</param>
    public DosedDirections(IReadOnlyDictionary<int, IReadOnlyList<float[]>> layers)
    {
        if (layers.Count == 0) throw new InputException("Doses need a direction behind at least one block.");
        var first = layers.First().Value;
        (Layers, Count, Width) = (new SortedDictionary<int, IReadOnlyList<float[]>>(layers.ToDictionary()), first.Count, first.Count > 0 ? first[0].Length : 0);
        if (Width == 0 || layers.Values.Any(l => l.Count != Count || l.Any(d => d.Length != Width))) throw new InputException("Every block needs the same number of directions, all of one width.");
    }

    /// <summary>By block, ascending.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<float[]>> Layers { get; }

    /// <summary>Doses of a place.</summary>
    public int Count { get; }

    public int Width { get; }

    /// <summary>SHA-256 over all blocks and values.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (layer, directions) in Layers)
        {
            hash.AppendData(BitConverter.GetBytes(layer));
            foreach (var direction in directions) hash.AppendData(MemoryMarshal.AsBytes(direction.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal void Require(TrainingShape shape)
    {
        if (Width != shape.Width || Layers.Keys.Any(l => l < 0 || l >= shape.Layers)) throw new InputException($"The directions have the width {Width} and stand behind blocks {string.Join(", ", Layers.Keys)}; the model has the width {shape.Width} and blocks 0 to {shape.Layers - 1}.");
    }
}

/// <summary>What a document is dosed with, from one of its tokens on.</summary>
/// <param name="Values">One for each direction.</param>
public sealed record DocumentDoses(IReadOnlyList<float> Values, int FirstToken);
