using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Native;
using PersonaSim.Native.Training;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Training;

/// <summary>
/// The directions that a recipe's people are dosed with. Each is brought to the length 1 over all its blocks: how long files hold them differs between
/// traits by a factor of two, and the doses of the shortest were not learnt.
/// </summary>
internal static class PlantedDirections
{
    public static DosedDirections Read(string folder)
    {
        IReadOnlyList<ControlVector> vectors = [.. Traits.Letters.Select(t => Unit(Path.Combine(folder, t + ".gguf")))];
        return new DosedDirections(vectors[0].Layers.Keys.ToDictionary(l => l, l => (IReadOnlyList<float[]>)[.. vectors.Select(v => v.Layers.TryGetValue(l, out var direction) ? direction : throw new InputException($"{folder}: not every trait has a direction behind block {l}. Compute them with one range of --layers."))]));
    }

    private static ControlVector Unit(string path)
    {
        var read = ControlVector.Read(path);
        var length = MathF.Sqrt(read.Layers.Values.Sum(d => d.Sum(x => x * x)));
        if (length == 0) throw new InputException($"{path}: the direction is nothing but zeros. Compute it anew (persim vectors compute).");
        return new ControlVector(read.ModelHint, read.Layers.ToDictionary(l => l.Key, l => Array.ConvertAll(l.Value, x => x / length)));
    }
}
