using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>
/// The directions of a run's arms, from the folder of control vectors that belongs to its model. Of permuted-label directions the folder may
/// hold several draws (<c>placebo-E.gguf</c>, <c>placebo-E-2.gguf</c> and so on); the seed says which one a run takes, and each is brought to
/// the real direction's norm, layer by layer.
/// </summary>
internal static class RunVectors
{
    public const string Placebo = "placebo-";

    public static SteeringTable Load(LlamaModel model, string modelPath, string? folder, IReadOnlyList<string> directions, ulong seed, IDictionary<string, string> hashes)
    {
        folder = Folder(modelPath, folder);
        var table = new SteeringTable(model.Width, model.Layers);
        var draw = PlaceboDraws(folder) is var draws && draws > 0 ? (int)(seed % (ulong)draws) : 0;
        foreach (var name in directions)
        {
            var path = Path.Combine(folder, (name.StartsWith(Placebo, StringComparison.Ordinal) ? DrawOf(name, draw) : name) + ".gguf");
            var layers = Read(model, modelPath, name, path).Layers;
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            if (name.StartsWith(Placebo, StringComparison.Ordinal))
            {
                var real = name[Placebo.Length..];
                layers = Scaled(layers, Read(model, modelPath, real, Path.Combine(folder, real + ".gguf")).Layers, path);
            }

            table.Add(name, layers);
        }

        return table;
    }

    public static string Folder(string modelPath, string? folder) => folder ?? Path.Combine(Folders.Models, "vectors", Path.GetFileNameWithoutExtension(modelPath));

    /// <summary>How many whole sets of permuted-label directions a folder has.</summary>
    public static int PlaceboDraws(string folder)
    {
        var draws = 0;
        while (Traits.Letters.All(l => File.Exists(Path.Combine(folder, DrawOf(Placebo + l, draws) + ".gguf")))) draws++;
        return draws;
    }

    private static string DrawOf(string name, int draw) => draw == 0 ? name : $"{name}-{draw + 1}";

    private static ControlVector Read(LlamaModel model, string modelPath, string name, string path)
    {
        if (!File.Exists(path)) throw new InputException($"The arm doses the direction {name}, and {Folders.Show(path)} does not exist. Compute the model's vectors (persim vectors compute --model {Path.GetFileNameWithoutExtension(modelPath)}), name their folder (minds.agents.vectors), or take an arm without doses (--arm none, --arm prompt).");
        var vector = ControlVector.Read(path);
        if (vector.Width != model.Width) throw new InputException($"{Folders.Show(path)} has directions of width {vector.Width}, and {Path.GetFileName(modelPath)} is {model.Width} wide: it was made for another model.");
        if (vector.Layers.Keys.Max() >= model.Layers) throw new InputException($"{Folders.Show(path)} reaches to layer {vector.Layers.Keys.Max()}, and {Path.GetFileName(modelPath)} has layers 0 to {model.Layers - 1}: it was made for another model.");
        return vector;
    }

    // a control that is smaller than what it controls for would prove nothing
    internal static Dictionary<int, float[]> Scaled(IReadOnlyDictionary<int, float[]> placebo, IReadOnlyDictionary<int, float[]> real, string path)
    {
        if (!placebo.Keys.Order().SequenceEqual(real.Keys.Order())) throw new InputException($"{Folders.Show(path)} has the layers {string.Join(", ", placebo.Keys.Order())}, and the real direction {string.Join(", ", real.Keys.Order())}: a placebo is the same size as the real one in every layer. Compute both in one go.");
        var scaled = new Dictionary<int, float[]>();
        foreach (var (layer, values) in placebo)
        {
            var norm = Norm(values);
            if (norm == 0) throw new InputException($"{Folders.Show(path)} is zero in layer {layer}: no placebo can be made of it. Compute it again.");
            var factor = (float)(Norm(real[layer]) / norm);
            scaled[layer] = [.. values.Select(v => v * factor)];
        }

        return scaled;
    }

    private static double Norm(float[] values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += (double)v * v;
        return Math.Sqrt(sum);
    }
}
