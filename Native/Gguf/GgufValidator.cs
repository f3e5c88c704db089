using PersonaSim.Native.Gguf.Checks;

namespace PersonaSim.Native.Gguf;

/// <summary>
/// What a file must pass before native code sees it: llama.cpp answers some well-formed files with one wrong number by aborting the
/// process or by hanging, so those numbers are refused here. Throws <see cref="GgufFormatException"/>.
/// </summary>
public static class GgufValidator
{
    /// <summary>Opens <paramref name="path"/> and checks it; the caller disposes the file.</summary>
    public static GgufFile Open(string path, GgufPurpose purpose)
    {
        var file = GgufFile.Open(path);
        try
        {
            Check(file, purpose);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Checks a file whose structure has been read.</summary>
    public static void Check(GgufFile file, GgufPurpose purpose)
    {
        switch (purpose)
        {
            case GgufPurpose.Any:
                break;
            case GgufPurpose.ControlVector:
                ControlVectorCheck.Run(file);
                break;
            case GgufPurpose.VocabularyOnly:
                TokenizerCheck.Run(new ModelKeys(file));
                break;
            case GgufPurpose.Model:
                CheckModel(new ModelKeys(file));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(purpose));
        }
    }

    private static void CheckModel(ModelKeys keys)
    {
        CheckKind(keys);
        var vocabulary = TokenizerCheck.Run(keys);
        var shape = HyperparameterCheck.Run(keys, vocabulary);
        BlockCheck.Run(keys, shape.Layers);
        TensorCheck.RunForAny(keys, shape);
        if (KnownArchitectures.IsKnown(keys.Architecture)) KnownArchitectures.Check(keys, shape);
    }

    private static void CheckKind(ModelKeys keys)
    {
        var metadata = keys.File.Metadata;
        if (keys.Architecture is "clip" or "controlvector")
            throw metadata.Refuse(ModelKeys.ArchitectureKey, metadata[ModelKeys.ArchitectureKey], $"is '{keys.Architecture}', not a language model");
        if (metadata.TryGetString("general.type", out var type) && type == "adapter")
            throw metadata.Refuse("general.type", metadata["general.type"], "is 'adapter', expected a whole model");
        if (metadata.TryGetInteger("split.count", out var splits) && splits > 1)
            throw metadata.Refuse("split.count", metadata["split.count"], $"is {splits}: merge the parts into one file first (gguf-split --merge)");
        if (keys.File.Tensors.Count == 0)
            throw new GgufFormatException(keys.File.Path, "tensor count", 8, "is 0, expected a model's weights (this may be a vocabulary-only file)");
    }
}
