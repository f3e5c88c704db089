using PersonaSim.Native.Gguf;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Synth.Architectures;

namespace PersonaSim.Native.Synth;

/// <summary>Makes models of real shapes with random weights, for machines and tests that have no others.</summary>
public static class SynthModel
{
    /// <summary>A boolean key that is true in every file made here.</summary>
    public const string MarkerKey = "general.synthetic";

    private static readonly string[] _tags = ["synthetic", "random-weights"];

    /// <summary>Writes the model; on failure or cancellation nothing is left under <paramref name="path"/>.</summary>
    public static SynthResult Write(
        SynthSpec spec, string path, IProgress<SynthProgress>? progress = null, int threads = 2, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        spec = TokenizerCopy.Resolve(spec, out var tokenizer);
        SynthCheck.Require(spec);
        LlamaRuntime.EnsureLoaded();
        var tensors = SynthArchitectures.Find(spec.Architecture).Tensors(spec.Shape).ToList();
        var header = Header(spec, tensors, tokenizer);
        try
        {
            RequireSpace(path, header.DataBytes);
            using var writer = new GgufWriter(path, header);
            new SynthRows(spec, writer, threads, header.Tensors.Sum(t => t.Bytes)).Write(tensors, progress, cancel);
            writer.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write {path} ({header.DataBytes:N0} bytes of weights): {e.Message}", e);
        }

        return new SynthResult(path, new FileInfo(path).Length, tensors.Sum(t => t.Columns * t.Rows));
    }

    private static GgufHeader Header(SynthSpec spec, List<SynthTensor> tensors, TokenizerCopy? tokenizer)
    {
        var architecture = SynthArchitectures.Find(spec.Architecture);
        var header = new GgufHeader()
            .Set("general.architecture", spec.Architecture)
            .Set("general.type", "model")
            // no architecture in the name: llama.cpp looks for Phi 3's tokens in every model that is called so
            .Set("general.name", $"synthetic, random weights ({tensors.Sum(t => t.Columns * t.Rows) / 1e6:0.#} million, seed {spec.Seed})")
            .Set("general.description", $"Random weights for tests and speed measurements: what it says means nothing. Sizes: {spec.Shape.Source}.")
            .Set("general.license", "mit")
            .Set("general.tags", _tags)
            .Set(MarkerKey, true)
            .Set("general.synthetic.seed", spec.Seed)
            .Set("general.file_type", SynthQuants.FileType(spec.Quant))
            .Set("general.quantization_version", 2u); // GGML_QNT_VERSION of the pinned release
        foreach (var (key, value) in architecture.Keys(spec.Shape)) header.Set($"{spec.Architecture}.{key}", value);
        if (tokenizer is null) SynthVocabulary.AddTo(header, spec.Shape.Vocabulary);
        else tokenizer.AddTo(header);
        foreach (var t in tensors) header.Add(t.Name, SynthQuants.TypeOf(t, spec.Quant, spec.Shape), t.Shape);
        return header;
    }

    private static void RequireSpace(string path, long bytes)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new InputException($"the folder {folder} does not exist: create it, or give another path.");
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes) throw new InputException($"{folder} has {free:N0} bytes free, the model needs {bytes:N0}: free some, or choose a smaller size or quantisation.");
    }
}
