using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>Directions from somebody else's file, under the numbers that the file gives its layers.</summary>
/// <param name="Format"><c>gguf</c>, <c>safetensors</c> or <c>published</c>.</param>
/// <param name="ModelHint">Architecture of the model it was made for, where the file says so.</param>
/// <param name="ModelName">The model's name, where the file says so.</param>
/// <param name="Shift">What is added to a number of the file to have the block behind which llama.cpp adds the direction.</param>
/// <param name="Notes">What a user should know: what was left out, how numbers were read.</param>
public sealed record ForeignVector(string Format, string? ModelHint, string? ModelName, IReadOnlyDictionary<int, float[]> Layers, int Shift, IReadOnlyList<string> Notes, IReadOnlyList<SourceFile> Sources)
{
    /// <summary>The directions where a model takes them; those before block 1 are left out and noted, those behind the last block are refused.</summary>
    /// <param name="shift">Replaces the format's own; null keeps it.</param>
    public (ControlVector Vector, IReadOnlyList<string> Notes) For(BaseModel model, int? shift = null)
    {
        var by = shift ?? Shift;
        var source = string.Join(", ", Sources.Select(s => s.File));
        var width = Layers.Values.First().Length;
        if (width != model.Width) throw new InputException($"{source}: the directions are {width} wide, and {model.Name} is {model.Width} wide: they were made for another model.");
        var (notes, placed) = (new List<string>(Notes), new SortedDictionary<int, float[]>());
        foreach (var (number, direction) in Layers)
        {
            var block = number + by;
            if (block >= model.Layers) throw new InputException($"{source}: layer {number} would stand behind block {block}, and {model.Name} has blocks 0 to {model.Layers - 1}: it was made for a deeper model{(by == 0 ? "" : $", or the shift of {by} is wrong (--shift)")}.");
            if (block >= 1) placed[block] = direction;
            else notes.Add($"layer {number} would stand behind block {block}, where llama.cpp has no place for a direction: left out");
        }

        if (placed.Count == 0) throw new InputException($"{source}: no direction is left for blocks 1 to {model.Layers - 1} of {model.Name}; the file has {(Layers.Count == 1 ? "layer" : "layers")} {string.Join(", ", Layers.Keys)}{(by == 0 ? "" : $", shifted by {by} (--shift)")}.");
        if (by != 0) notes.Add($"layer numbers were shifted by {by}: {string.Join(", ", placed.Keys.Select(b => $"{b - by} became direction.{b}"))}");
        var missing = Enumerable.Range(placed.Keys.Min(), placed.Keys.Max() - placed.Keys.Min() + 1).Except(placed.Keys).ToList();
        if (missing.Count > 0) notes.Add($"blocks without a direction between the first and the last: {string.Join(", ", missing)}");
        if (ModelHint is { Length: > 0 } hint && hint != model.Architecture) notes.Add($"the file says it was made for '{hint}', and {model.Name} is '{model.Architecture}'; some tools write another name for the same architecture, so make sure that it is the same model");
        if (ModelName is { Length: > 0 } name) notes.Add($"the file says it was made for {Gathering.Readable(name)}; make sure that {model.Name} is that model");
        return (new ControlVector(model.Architecture, placed), notes);
    }
}
