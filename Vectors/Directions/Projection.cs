namespace PersonaSim.Vectors.Directions;

/// <summary>What is left of a direction without others.</summary>
public static class Projection
{
    /// <summary>The direction less its part in the space of the others, layer by layer; not made longer again.</summary>
    public static LayerVectors Off(LayerVectors direction, params IReadOnlyList<LayerVectors> others)
    {
        var values = new float[direction.Layers.Count][];
        for (var l = 0; l < values.Length; l++)
        {
            var axes = new List<double[]>(); // orthonormal
            foreach (var other in others)
            {
                var axis = Less(other[l], axes);
                var length = Math.Sqrt(axis.Sum(v => v * v));
                if (length > 1e-9 * Math.Max(other.Norm(l), double.Epsilon)) axes.Add([.. axis.Select(v => v / length)]);
            }

            values[l] = [.. Less(direction[l], axes).Select(v => (float)v)];
        }

        return new LayerVectors(direction.Layers, values);
    }

    private static double[] Less(ReadOnlySpan<float> vector, List<double[]> axes)
    {
        var left = new double[vector.Length];
        for (var i = 0; i < left.Length; i++) left[i] = vector[i];
        foreach (var axis in axes)
        {
            double along = 0;
            for (var i = 0; i < left.Length; i++) along += left[i] * axis[i];
            for (var i = 0; i < left.Length; i++) left[i] -= along * axis[i];
        }

        return left;
    }
}
