using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>A direction under a name that holds a hash of its numbers: an answer under that name is an answer under these very numbers.</summary>
public sealed record NamedDirection(string Name, IReadOnlyDictionary<int, float[]> Layers)
{
    private const int HashLetters = 12;

    public static NamedDirection Of(string label, LayerVectors direction) => Of(label, direction.Of(direction.Layers));

    public static NamedDirection Of(string label, IReadOnlyDictionary<int, float[]> layers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (layer, values) in layers.OrderBy(l => l.Key))
        {
            hash.AppendData(BitConverter.GetBytes(layer));
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return new NamedDirection($"{label}.{Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLetters]}", layers);
    }
}
