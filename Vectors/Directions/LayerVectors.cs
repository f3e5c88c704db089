using System.Numerics.Tensors;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Directions;

/// <summary>A vector behind each of some blocks: a direction before anybody chose its layers.</summary>
public sealed class LayerVectors
{
    private readonly float[][] _values;

    /// <param name="layers">Blocks, ascending.</param>
    /// <param name="values">One row for each block, all of one width.</param>
    public LayerVectors(IReadOnlyList<int> layers, float[][] values)
    {
        if (layers.Count == 0 || layers.Count != values.Length) throw new ArgumentException($"{layers.Count} layers and {values.Length} vectors do not belong together.", nameof(values));
        (Layers, _values) = (layers, values);
    }

    public IReadOnlyList<int> Layers { get; }

    public int Width => _values[0].Length;

    /// <summary>The vector at a place in <see cref="Layers"/>.</summary>
    public ReadOnlySpan<float> this[int place] => _values[place];

    public double Norm(int place) => Math.Sqrt(Dot(_values[place], _values[place]));

    /// <summary>0 where one of the two has no length.</summary>
    public double Cosine(LayerVectors other, int place)
    {
        var lengths = Norm(place) * other.Norm(place);
        return lengths > 0 ? Dot(_values[place], other._values[place]) / lengths : 0;
    }

    /// <summary>The same directions with each layer multiplied by a factor of its own.</summary>
    public LayerVectors Scaled(Func<int, double> factor) => new(Layers, [.. _values.Select((v, place) =>
    {
        var scaled = new float[v.Length];
        TensorPrimitives.Multiply(v, (float)factor(place), scaled);
        return scaled;
    })]);

    public LayerVectors Unit() => Scaled(place => Norm(place) is > 0 and var norm ? 1 / norm : 0);

    /// <summary>The directions of some layers, as a control vector's file takes them.</summary>
    public IReadOnlyDictionary<int, float[]> Of(IEnumerable<int> layers) => layers.ToDictionary(l => l, l => (float[])_values[PlaceOf(l)].Clone());

    /// <summary>Some layers of it.</summary>
    public LayerVectors Only(IReadOnlyList<int> layers) => new(layers, [.. layers.Select(l => _values[PlaceOf(l)])]);

    public int PlaceOf(int layer)
    {
        for (var place = 0; place < Layers.Count; place++)
        {
            if (Layers[place] == layer) return place;
        }

        throw new InputException($"Layer {layer} was not captured; captured are {Layers[0]} to {Layers[^1]}.");
    }

    /// <summary>In doubles and in order, so that the sum is the same on every machine.</summary>
    internal static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
