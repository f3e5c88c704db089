using System.Numerics.Tensors;

namespace PersonaSim.Native.Steering;

/// <summary>Named directions in a model's residual stream, each stored once per layer; an agent is a sparse mix of them (<see cref="Doses"/>).</summary>
public sealed class SteeringTable
{
    public const int MaxDirections = 32;

    private readonly List<Direction> _directions = [];
    private bool _inUse;

    private sealed record Direction(string Name, float LowestDose, float HighestDose, float[]?[] Layers);

    /// <param name="width">Width of the model's residual stream.</param>
    /// <param name="layers">Blocks of the model; directions may stand behind blocks 1 to <paramref name="layers"/> - 1.</param>
    public SteeringTable(int width, int layers)
    {
        if (width < 1 || layers < 2) throw new InputException($"Steering needs a model with a width and at least two blocks, not width {width} and {layers} blocks.");
        Width = width;
        ModelLayers = layers;
    }

    public int Width { get; }

    public int ModelLayers { get; }

    public IReadOnlyList<string> Names => [.. _directions.Select(d => d.Name)];

    /// <summary>Blocks behind which at least one direction stands, ascending.</summary>
    public IReadOnlyList<int> Layers => [.. Enumerable.Range(1, ModelLayers - 1).Where(l => _directions.Any(d => d.Layers[l] is not null))];

    /// <summary>Adds a direction and returns its index; doses outside the range declared here are refused later.</summary>
    public int Add(string name, IReadOnlyDictionary<int, float[]> layers, float lowestDose = -8, float highestDose = 8)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_inUse) throw new InvalidOperationException($"The direction '{name}' comes too late: a context uses this table, and its steered layers are settled. Add all directions first.");
        if (_directions.Count == MaxDirections) throw new InputException($"The direction '{name}' is one too many: a steering table holds {MaxDirections}.");
        if (_directions.Any(d => d.Name == name)) throw new InputException($"There is a direction '{name}' already.");
        if (!(lowestDose <= highestDose)) throw new InputException($"The direction '{name}' has an empty dose range: {lowestDose} to {highestDose}.");
        if (layers.Count == 0) throw new InputException($"The direction '{name}' has no layer.");
        var copy = new float[]?[ModelLayers];
        foreach (var (layer, values) in layers.OrderBy(p => p.Key))
        {
            if (layer < 1 || layer >= ModelLayers) throw new InputException($"The direction '{name}' stands behind block {layer}; this model can be steered behind blocks 1 to {ModelLayers - 1}.");
            if (values.Length != Width) throw new InputException($"The direction '{name}' has {values.Length} values at layer {layer}, this model's residual stream is {Width} wide: it belongs to another model.");
            var bad = Array.FindIndex(values, v => !float.IsFinite(v));
            if (bad >= 0) throw new InputException($"The direction '{name}' is not finite: value {bad} at layer {layer} is {values[bad]}.");
            copy[layer] = [.. values];
        }

        _directions.Add(new Direction(name, lowestDose, highestDose, copy));
        return _directions.Count - 1;
    }

    public int IndexOf(string name) =>
        _directions.FindIndex(d => d.Name == name) is var index and >= 0 ? index : throw new InputException($"There is no direction '{name}'; this table has {(_directions.Count == 0 ? "none" : string.Join(", ", Names))}.");

    /// <summary>A mix of directions; a dose outside its direction's range is refused.</summary>
    public Doses Doses(params ReadOnlySpan<(string Name, float Dose)> doses)
    {
        var mixed = new SortedDictionary<int, float>();
        foreach (var (name, dose) in doses)
        {
            var index = IndexOf(name);
            var direction = _directions[index];
            if (!(dose >= direction.LowestDose && dose <= direction.HighestDose)) throw new InputException($"A dose of {dose} of '{name}' was asked for; its range is {direction.LowestDose} to {direction.HighestDose}.");
            if (!mixed.TryAdd(index, dose)) throw new InputException($"The direction '{name}' has two doses.");
        }

        return new Doses(this, mixed);
    }

    /// <summary>From now on the table stays as it is.</summary>
    internal void Freeze() => _inUse = true;

    /// <summary>row = sum of dose x direction; [width]. Overwrites the row.</summary>
    internal void Compose(int layer, Doses doses, Span<float> row)
    {
        row.Clear();
        for (var i = 0; i < doses.Count; i++)
        {
            if (_directions[doses.Index(i)].Layers[layer] is { } direction) TensorPrimitives.MultiplyAdd(direction, doses.Dose(i), row, row);
        }
    }
}
