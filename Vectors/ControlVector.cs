using System.Globalization;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Vectors;

/// <summary>
/// A direction per layer, as llama.cpp's control-vector files hold it: <c>direction.N</c> is added to the residual stream behind
/// block N; there is never one for block 0.
/// </summary>
public sealed class ControlVector
{
    private const string Architecture = "controlvector";
    private const string HintKey = "controlvector.model_hint";
    private const string Prefix = "direction.";
    private const string PlaceboOf = "persim.placebo.of", PlaceboVector = "persim.placebo.vector_sha256", PlaceboSeed = "persim.placebo.seed", PlaceboDraw = "persim.placebo.draw";

    /// <param name="modelHint">Architecture of the model it was made for, as the file states it.</param>
    /// <param name="layers">Directions by block number; all of one width.</param>
    public ControlVector(string modelHint, IReadOnlyDictionary<int, float[]> layers)
    {
        if (layers.Count == 0) throw new InputException("A control vector needs a direction for at least one layer.");
        Width = layers.First().Value.Length;
        foreach (var (layer, direction) in layers)
        {
            if (layer < 1) throw new InputException($"Layer {layer} cannot carry a direction: llama.cpp steers layers 1 and up.");
            if (direction.Length != Width) throw new InputException($"The direction of layer {layer} has {direction.Length} values, that of another layer {Width}.");
            var bad = Array.FindIndex(direction, v => !float.IsFinite(v));
            if (bad >= 0) throw new InputException($"The direction of layer {layer} is not finite: value {bad} is {direction[bad]}.");
        }

        ModelHint = modelHint;
        Layers = layers.OrderBy(p => p.Key).ToDictionary(p => p.Key, p => p.Value);
    }

    public string ModelHint { get; }

    /// <summary>That it is a direction of permuted labels, and of which; null: nobody says so.</summary>
    public PlaceboMark? Placebo { get; init; }

    public int Width { get; }

    /// <summary>Directions by block number, ascending.</summary>
    public IReadOnlyDictionary<int, float[]> Layers { get; }

    /// <summary>Reads llama.cpp's own format; anything else is refused with the field that does not fit.</summary>
    public static ControlVector Read(string path)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.ControlVector);
        var layers = new Dictionary<int, float[]>();
        foreach (var tensor in file.Tensors)
        {
            var direction = new float[tensor.ByteLength / sizeof(float)];
            file.ReadTensor(tensor, System.Runtime.InteropServices.MemoryMarshal.AsBytes(direction.AsSpan()));
            layers.Add(int.Parse(tensor.Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture), direction);
        }

        try
        {
            return new ControlVector(file.Metadata.TryGetString(HintKey, out var hint) ? hint : "unknown", layers) { Placebo = Mark(file.Metadata) };
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    // numbers as texts: a seed may need all 64 bits
    private static PlaceboMark? Mark(GgufMetadata metadata)
    {
        if (!metadata.TryGetString(PlaceboOf, out var of)) return null;
        string Text(string key) => metadata.TryGetString(key, out var text) ? text : "";
        return ulong.TryParse(Text(PlaceboSeed), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && int.TryParse(Text(PlaceboDraw), NumberStyles.None, CultureInfo.InvariantCulture, out var draw)
            ? new PlaceboMark(of, Text(PlaceboVector), seed, draw)
            : throw new InputException($"it says that it is a placebo of {of} and not which one ({PlaceboSeed}, {PlaceboDraw}): make it again (persim vectors placebo).");
    }

    /// <summary>Writes a file that llama.cpp's <c>--control-vector-scaled</c> loads.</summary>
    /// <param name="description">Kept in the file for people; no tool reads it.</param>
    public void Write(string path, string? description = null)
    {
        var header = new GgufHeader()
            .Set("general.architecture", Architecture)
            .Set(HintKey, ModelHint)
            .Set("controlvector.layer_count", Layers.Count);
        if (description is not null) header.Set("general.description", description);
        if (Placebo is { } placebo)
        {
            header.Set(PlaceboOf, placebo.Of).Set(PlaceboVector, placebo.VectorSha256).Set(PlaceboSeed, placebo.Seed.ToString(CultureInfo.InvariantCulture)).Set(PlaceboDraw, placebo.Draw.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var layer in Layers.Keys) header.Add(Prefix + layer.ToString(CultureInfo.InvariantCulture), GgmlType.F32, Width);
        using var writer = new GgufWriter(path, header);
        foreach (var (layer, direction) in Layers)
        {
            writer.Append(Prefix + layer.ToString(CultureInfo.InvariantCulture), System.Runtime.InteropServices.MemoryMarshal.AsBytes(direction.AsSpan()));
        }

        writer.Complete();
    }
}
