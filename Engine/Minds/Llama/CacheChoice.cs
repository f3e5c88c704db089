using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>The layout of the cache and why, for the manifest; a function of model and options alone.</summary>
public sealed record CacheChoice(CacheLayout Layout, string Why)
{
    // from as many asks at once on, separate caches were measured to be faster on a CPU (docs/performance.md)
    private const int FewestAsks = 8;
    private const int UsualAskCells = 1024;

    public static CacheChoice Of(LlamaModel model, LlamaMindOptions options)
    {
        var obstacle = model.HasRecurrentMemory ? "its memory is recurrent"
            : model.SlidingWindow > 0 ? "its sliding window cannot take rows back"
            : options.BatchTokens < options.Parallel ? $"a decode of {options.BatchTokens} tokens has no row for each of {options.Parallel} asks"
            : null;
        if (options.Layout == CacheLayout.Separate && obstacle is not null) throw new InputException($"{Path.GetFileName(model.Path)} cannot have a cache for each ask: {obstacle}. Use the unified layout.");
        if (options.Layout != CacheLayout.Auto) return new CacheChoice(options.Layout, "given");
        var against = obstacle
            ?? (model.UsesGpu ? "measured on CPUs only" : null)
            ?? (options.AskCells is null ? "the longest ask is not declared" : null)
            ?? (options.Parallel < FewestAsks ? $"fewer than {FewestAsks} asks at once" : null);
        return against is null ? new CacheChoice(CacheLayout.Separate, "measured to be faster on CPUs") : new CacheChoice(CacheLayout.Unified, against);
    }

    /// <summary>Cells of one ask in a cache of its own.</summary>
    public static int AskCells(LlamaMindOptions options) => ContextOptions.Padded(options.AskCells ?? (options.Cells is { } cells ? Math.Max(1, cells / options.Parallel) : UsualAskCells));
}
