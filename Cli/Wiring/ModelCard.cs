using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Wiring;

/// <summary>What a GGUF file says of itself, read without the native library.</summary>
internal sealed record ModelCard(
    string Name, string Path, string Architecture, int Layers, int Width, int Vocabulary, int Context, long Parameters, string Type, long Bytes, string Sha256, string Licence, bool Synthetic)
{
    /// <summary>What every training here writes into its file, whatever the file is called later.</summary>
    public const string RecipeKey = "persim.recipe.sha256";

    /// <summary>A value of <see cref="ModelOrigin"/>; null: made by somebody else.</summary>
    public string? Origin { get; init; }

    public static ModelCard Read(string path)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.Model);
        var meta = file.Metadata;
        long Number(string key) => meta.TryGetInteger(file.Architecture + "." + key, out var value) ? value : 0;
        var tokens = meta.TryGetValue("tokenizer.ggml.tokens", out var list) ? list.Count : 0;
        var synthetic = meta.ContainsKey(SynthModel.MarkerKey);
        return new ModelCard(
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            file.Architecture,
            (int)Number("block_count"),
            (int)Number("embedding_length"),
            tokens,
            (int)Number("context_length"),
            file.Tensors.Sum(t => t.Dims.Aggregate(1L, (a, b) => a * b)),
            MainType(file),
            file.Length,
            ModelGate.HashOf(path, ModelFiles.VerdictFolder),
            synthetic ? "random weights, made here" : meta.TryGetString("general.license", out var licence) ? licence : "not stated in the file",
            synthetic)
        {
            // a file may be both where somebody trained on from random weights of ours: then it was trained
            Origin = meta.ContainsKey(RecipeKey) ? ModelOrigin.Trained : synthetic ? ModelOrigin.Random : null,
        };
    }

    /// <summary>A mind's settings with what the file is.</summary>
    public SortedDictionary<string, string> AddTo(IReadOnlyDictionary<string, string> settings)
    {
        var all = new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal) { ["model_sha256"] = Sha256 };
        if (Origin is { } origin) all[ModelOrigin.Setting] = origin;
        return all;
    }

    /// <summary>The same in words, for a page.</summary>
    public static List<(string Name, string Value)> About(string path)
    {
        var model = Read(path);
        return [("model", model.Name), ("model sha256", model.Sha256), ("architecture", $"{model.Architecture}, {model.Layers} x {model.Width}, {Count(model.Parameters)} parameters, {model.Type}"), ("trained context", $"{model.Context} tokens"), ("licence", model.Licence), ("llama.cpp", LlamaRuntime.Version)];
    }

    public static string Count(long parameters) => parameters switch
    {
        >= 1_000_000_000 => (parameters / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " B",
        >= 1_000_000 => (parameters / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " M",
        _ => (parameters / 1e3).ToString("0", CultureInfo.InvariantCulture) + " k",
    };

    public static string Size(long bytes) => bytes >= 1L << 30
        ? (bytes / (double)(1L << 30)).ToString("0.00", CultureInfo.InvariantCulture) + " GiB"
        : (bytes / (double)(1L << 20)).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";

    // the type that holds most of the bytes: what people call the file's quantisation
    private static string MainType(GgufFile file) =>
        file.Tensors.GroupBy(t => t.Type).OrderByDescending(g => g.Sum(t => t.ByteLength)).Select(g => g.Key.ToString()).FirstOrDefault() ?? "none";
}
