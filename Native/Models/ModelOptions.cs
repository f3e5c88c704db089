namespace PersonaSim.Native.Models;

/// <summary>Where a model's weights go and how they are read.</summary>
public sealed record ModelOptions
{
    /// <summary>Sets <see cref="GpuLayers"/> where a caller leaves it open.</summary>
    public const string GpuLayersVariable = "PERSIM_GPU_LAYERS";

    /// <summary>
    /// Layers to place on a GPU: 0 none, -1 all (an error where there is no GPU); null what PERSIM_GPU_LAYERS says, else all where there is
    /// a GPU and none otherwise.
    /// </summary>
    public int? GpuLayers { get; init; }

    /// <summary>Map the file instead of copying it (the default).</summary>
    public bool MemoryMap { get; init; } = true;

    /// <summary>Let ggml repack weights for faster CPU kernels; costs a copy of the repacked tensors.</summary>
    public bool Repack { get; init; } = true;

    /// <summary>Let the library look at every weight for values that are not finite; reads the whole file.</summary>
    public bool CheckTensors { get; init; }

    /// <summary>Read only the tokenizer, no weights.</summary>
    public bool VocabularyOnly { get; init; }
}
