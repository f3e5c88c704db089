using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>What a run doses.</summary>
/// <param name="OfArms">The directions of its arms, within the range of a dose.</param>
/// <param name="Others">Those that are named, of any size.</param>
/// <param name="Who">What names the others, with its verb.</param>
internal sealed record WantedDirections(IReadOnlyList<string> OfArms, IReadOnlyList<string> Others, string Who)
{
    public IReadOnlyList<string> All => [.. OfArms, .. Others];
}

/// <summary>
/// The directions of a run's arms, and those that its configuration names, from the folder of control vectors that belongs to its model. Of
/// permuted-label directions the folder may hold several draws (<c>placebo-E.gguf</c>, <c>placebo-E-2.gguf</c> and so on); the seed says which
/// one a run takes, and each is brought to the real direction's norm, layer by layer.
/// </summary>
internal static class RunVectors
{
    public const string Placebo = PlaceboVectors.Prefix;
    private const float AnyDose = 1e6f; // of a named direction: its file may hold unit vectors or whole differences, so no range of ours fits

    /// <summary>What a run doses: its arms' directions, then the named ones. A direction that is both would have two doses.</summary>
    public static WantedDirections Wanted(PersonaConfig persona, IReadOnlyList<Arm> arms)
    {
        var ofArms = Treatment.Directions(arms);
        if (persona.Directions.Keys.FirstOrDefault(ofArms.Contains) is { } twice) throw new InputException($"persona.directions doses {twice}, and so does the arm {persona.Arm.ToString().ToLowerInvariant()}: a direction has one dose. Take it out, or take --arm none.");
        return new WantedDirections(ofArms, [.. persona.Directions.Keys.Select(VectorFiles.Name)], "persona.directions doses");
    }

    /// <param name="sizes">Takes what a dose of 1 adds in lengths of the residual stream, where a card says how long that is.</param>
    /// <param name="added">Takes the directions as they are added.</param>
    public static SteeringTable Load(LlamaModel model, string modelPath, string? folder, WantedDirections wanted, ulong seed, IDictionary<string, string> hashes, TextWriter error, IDictionary<string, double>? sizes = null, IDictionary<string, IReadOnlyDictionary<int, float[]>>? added = null)
    {
        folder ??= VectorFiles.FolderOf(modelPath);
        var table = new SteeringTable(model.Width, model.Layers);
        var into = VectorFiles.BaseOf(modelPath);
        var draw = PlaceboDraws(folder) is var draws && draws > 0 ? (int)(seed % (ulong)draws) : 0;
        foreach (var name in wanted.All)
        {
            var isPlacebo = name.StartsWith(Placebo, StringComparison.Ordinal);
            var isArms = wanted.OfArms.Contains(name);
            var path = VectorFiles.PathOf(folder, isPlacebo ? DrawOf(name, draw) : name);
            var layers = Read(path, isArms ? $"The arm doses the direction {name}" : $"{wanted.Who} {name}", isArms, modelPath, into, isPlacebo ? VectorFiles.PathOf(folder, TraitOf(name)) : null).Layers;
            if (isPlacebo && isArms) layers = Scaled(layers, Read(VectorFiles.PathOf(folder, name[Placebo.Length..]), $"{name} is brought to the norm of {name[Placebo.Length..]}", isArms, modelPath, into).Layers, path);
            if (added is not null) added[name] = layers;
            if (isArms) table.Add(name, layers);
            else table.Add(name, layers, -AnyDose, AnyDose);
            if (VectorFit.IsUncalibrated(path)) error.WriteLine($"persim: note: the direction {name} is imported and uncalibrated: a dose of it multiplies the file's own numbers, and nobody has measured what it does.");
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            if (sizes is not null && SizeOf(layers, isPlacebo && isArms ? VectorFiles.PathOf(folder, name[Placebo.Length..]) : path) is { } size) sizes[name] = size;
        }

        return table;
    }

    /// <summary>How many whole sets of permuted-label directions a folder has.</summary>
    public static int PlaceboDraws(string folder)
    {
        var draws = 0;
        while (Traits.Letters.All(l => File.Exists(VectorFiles.PathOf(folder, DrawOf(Placebo + l, draws))))) draws++;
        return draws;
    }

    // mean over the steered layers, as the doses table has it
    private static double? SizeOf(IReadOnlyDictionary<int, float[]> layers, string path)
    {
        if (ImportCard.Find(path) is not null || CardFile.Beside(path)?.Computed is not { } computed) return null; // nobody measured the residual stream
        var residuals = computed.Layers.ToDictionary(l => l.Layer, l => l.Residual);
        return layers.Keys.All(residuals.ContainsKey) ? layers.Average(l => Norm(l.Value) / residuals[l.Key]) : null;
    }

    private static string DrawOf(string name, int draw) => draw == 0 ? name : $"{name}-{draw + 1}";

    // placebo-E-2 is of E
    private static string TraitOf(string name) => name[Placebo.Length..].Split('-')[0];

    /// <param name="placeboOf">The trait's own vector, where a direction of permuted labels is wanted.</param>
    private static ControlVector Read(string path, string why, bool isArms, string modelPath, BaseModel into, string? placeboOf = null)
    {
        var model = Path.GetFileNameWithoutExtension(modelPath);
        if (!File.Exists(path)) throw new InputException($"{why}, and {Folders.Show(path)} does not exist. " + (isArms && placeboOf is not null
            ? $"Make directions of permuted labels (persim vectors placebo --model {model}), or take another arm."
            : isArms
            ? $"Compute the model's vectors (persim vectors compute --model {model}), name their folder (minds.agents.vectors), or take an arm without doses (--arm none, --arm prompt)."
            : $"Compute it (persim vectors compute), import it (persim vectors import FILE --model {model} --name NAME), or leave it out."));
        var vector = VectorFit.Read(path, into);
        if (vector.Placebo is { } mark) RequirePlace(path, mark, placeboOf, model);
        return vector;
    }

    // what is marked may stand for nothing else, and only beside the vector that it was made beside
    private static void RequirePlace(string path, PlaceboMark mark, string? placeboOf, string model)
    {
        if (placeboOf is null) throw new InputException($"{Folders.Show(path)} is a direction of permuted labels (a placebo of {mark.Of}, as its own file says) and no trait's: it was copied or renamed. Put the trait's own vector there (persim vectors compute --model {model}).");
        if (Path.GetFileNameWithoutExtension(placeboOf) != mark.Of) throw new InputException($"{Folders.Show(path)} is a placebo of {mark.Of}, as its own file says, and was wanted for {Path.GetFileNameWithoutExtension(placeboOf)}: make them again (persim vectors placebo --model {model}).");
        if (File.Exists(placeboOf) && CardFile.Sha256Of(placeboOf) != mark.VectorSha256) throw new InputException($"{Folders.Show(path)} was made beside another {Path.GetFileName(placeboOf)} than the one that lies there now: make the placebos again (persim vectors placebo --model {model}).");
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
