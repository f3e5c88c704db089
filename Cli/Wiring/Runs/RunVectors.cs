using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The directions of a run's arm, and those that its configuration names, from the folder of control vectors that belongs to its model.</summary>
internal static class RunVectors
{
    private const float AnyDose = 1e6f; // of a named direction: its file may hold unit vectors or whole differences, so no range of ours fits

    /// <summary>What a run doses: the arm's directions, then the named ones. A direction that is both would have two doses.</summary>
    public static IReadOnlyList<string> Wanted(PersonaConfig persona)
    {
        var arm = Treatment.Directions(persona.Arm);
        if (persona.Directions.Keys.FirstOrDefault(arm.Contains) is { } twice) throw new InputException($"persona.directions doses {twice}, and so does the arm {persona.Arm.ToString().ToLowerInvariant()}: a direction has one dose. Take it out, or take --arm none.");
        return [.. arm, .. persona.Directions.Keys.Select(VectorFiles.Name)];
    }

    public static SteeringTable Load(LlamaModel model, string modelPath, string? folder, PersonaConfig persona, IDictionary<string, string> hashes, TextWriter error) =>
        Load(model, modelPath, folder, Wanted(persona), Treatment.Directions(persona.Arm), "persona.directions doses", hashes, error);

    /// <param name="arm">Those of the names that an arm doses, within the range of a dose; the others take any.</param>
    /// <param name="who">What wants the others, with its verb.</param>
    public static SteeringTable Load(LlamaModel model, string modelPath, string? folder, IReadOnlyList<string> names, IReadOnlyList<string> arm, string who, IDictionary<string, string> hashes, TextWriter error)
    {
        folder ??= VectorFiles.FolderOf(modelPath);
        var table = new SteeringTable(model.Width, model.Layers);
        var into = VectorFiles.BaseOf(modelPath);
        foreach (var name in names)
        {
            var path = VectorFiles.PathOf(folder, name);
            var isArms = arm.Contains(name);
            if (!File.Exists(path)) throw new InputException(isArms
                ? $"The arm doses the direction {name}, and {Folders.Show(path)} does not exist. Compute the model's vectors (persim vectors compute --model {Path.GetFileNameWithoutExtension(modelPath)}), name their folder (minds.agents.vectors), or take an arm without doses (--arm none, --arm prompt)."
                : $"{who} {name}, and {Folders.Show(path)} does not exist. Compute it (persim vectors compute), import it (persim vectors import FILE --model {Path.GetFileNameWithoutExtension(modelPath)} --name {name}), or leave it out.");
            var vector = VectorFit.Read(path, into);
            if (isArms) table.Add(name, vector.Layers);
            else table.Add(name, vector.Layers, -AnyDose, AnyDose);
            if (VectorFit.IsUncalibrated(path)) error.WriteLine($"persim: note: the direction {name} is imported and uncalibrated: a dose of it multiplies the file's own numbers, and nobody has measured what it does.");
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return table;
    }
}
