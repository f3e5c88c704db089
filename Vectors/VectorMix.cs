using System.Globalization;
using System.Numerics.Tensors;
using PersonaSim.Native;

namespace PersonaSim.Vectors;

/// <summary>Several directions as one: dose x direction, summed layer by layer, which is what a row of a steered batch holds.</summary>
public static class VectorMix
{
    public static ControlVector Of(IReadOnlyList<(string Name, double Dose, ControlVector Vector)> parts)
    {
        if (parts.Count == 0) throw new InputException("a mix needs at least one direction.");
        var first = parts[0];
        var sums = new SortedDictionary<int, float[]>();
        foreach (var (name, dose, vector) in parts)
        {
            if (!float.IsFinite((float)dose)) throw new InputException($"the dose of {name} is {dose.ToString(CultureInfo.InvariantCulture)}; a finite number is wanted.");
            if (vector.Width != first.Vector.Width) throw new InputException($"{name} is {vector.Width} wide and {first.Name} is {first.Vector.Width}: they were made for different models.");
            if (vector.ModelHint != first.Vector.ModelHint) throw new InputException($"{name} was made for '{vector.ModelHint}' and {first.Name} for '{first.Vector.ModelHint}': they were made for different models.");
            foreach (var (layer, direction) in vector.Layers)
            {
                if (!sums.TryGetValue(layer, out var sum)) sums[layer] = sum = new float[vector.Width];
                TensorPrimitives.MultiplyAdd(direction, (float)dose, sum, sum);
            }
        }

        return new ControlVector(first.Vector.ModelHint, sums);
    }
}
