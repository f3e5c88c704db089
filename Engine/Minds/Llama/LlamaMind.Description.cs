using System.Globalization;
using PersonaSim.Native.Loading;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>What a manifest records of the mind: everything that its answers depend on besides the asks.</summary>
public sealed partial class LlamaMind
{
    public MindDescription Description => new("llama", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["model"] = Path.GetFileName(_model.Path),
        ["parallel"] = _options.Parallel.ToString(CultureInfo.InvariantCulture),
        ["cells"] = _context.Cells.ToString(CultureInfo.InvariantCulture),
        ["layout"] = _cache.Layout.ToString().ToLowerInvariant(),
        ["layout_why"] = _cache.Why,
        ["ask_cells"] = _context.SequenceCells.ToString(CultureInfo.InvariantCulture),
        ["batch"] = _context.BatchTokens.ToString(CultureInfo.InvariantCulture),
        ["threads"] = _context.Threads.ToString(CultureInfo.InvariantCulture),
        ["flash"] = _options.FlashAttention.ToString().ToLowerInvariant(),
        ["flash_measured"] = Flash.Measured,
        ["prefixes"] = _options.Prefixes.ToString(CultureInfo.InvariantCulture),
        ["sampling"] = _options.Sampling.ToString(),
        ["max_tokens"] = _options.MaxTokens?.ToString(CultureInfo.InvariantCulture) ?? "by shape",
        ["thought_tokens"] = _options.ThoughtTokens.ToString(CultureInfo.InvariantCulture),
        ["chat_template"] = _options.ChatTemplate ?? "the model's own",
        ["drop_optional"] = _options.DropOptional ? "yes" : "no",
        ["library"] = LlamaRuntime.Version,
        ["cpu_backend"] = CpuBackend.Find()?.File ?? "none",
        ["padded"] = _options.PadRows ? "64" : "no",
        ["steering"] = _context.Steering?.Mode.ToString().ToLowerInvariant() ?? "none",
    });
}
