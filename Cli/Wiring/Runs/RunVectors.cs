using System.Security.Cryptography;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The directions of a run's arm, from the folder of control vectors that belongs to its model.</summary>
internal static class RunVectors
{
    public static SteeringTable Load(LlamaModel model, string modelPath, string? folder, IReadOnlyList<string> directions, IDictionary<string, string> hashes)
    {
        folder ??= Path.Combine(Folders.Models, "vectors", Path.GetFileNameWithoutExtension(modelPath));
        var table = new SteeringTable(model.Width, model.Layers);
        foreach (var name in directions)
        {
            var path = Path.Combine(folder, name + ".gguf");
            if (!File.Exists(path)) throw new InputException($"The arm doses the direction {name}, and {Folders.Show(path)} does not exist. Compute the model's vectors (persim vectors compute --model {Path.GetFileNameWithoutExtension(modelPath)}), name their folder (minds.agents.vectors), or take an arm without doses (--arm none, --arm prompt).");
            var vector = ControlVector.Read(path);
            if (vector.Width != model.Width) throw new InputException($"{Folders.Show(path)} has directions of width {vector.Width}, and {Path.GetFileName(modelPath)} is {model.Width} wide: it was made for another model.");
            if (vector.Layers.Keys.Max() >= model.Layers) throw new InputException($"{Folders.Show(path)} reaches to layer {vector.Layers.Keys.Max()}, and {Path.GetFileName(modelPath)} has layers 0 to {model.Layers - 1}: it was made for another model.");
            table.Add(name, vector.Layers);
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return table;
    }
}
