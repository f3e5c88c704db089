using System.Globalization;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Decoding;

/// <summary>What a context will take at least, so that one that cannot fit is refused before the system kills the process.</summary>
internal static class ContextMemory
{
    /// <summary>K and V in half precision for every cell, plus one row of logits per output.</summary>
    public static long Bytes(LlamaModel model, ContextOptions options)
    {
        var prefix = model.Architecture + ".attention.";
        var headWidth = model.Heads > 0 ? model.Width / model.Heads : model.Width;
        var key = Number(model, prefix + "key_length") ?? headWidth;
        var value = Number(model, prefix + "value_length") ?? headWidth;
        var kv = (long)options.Cells * model.Layers * model.KvHeads * (key + value) * sizeof(ushort);
        var logits = (long)options.OutputRows * model.Vocabulary.Count * sizeof(float);
        return kv + logits;
    }

    public static void Check(LlamaModel model, ContextOptions options)
    {
        if (model.UsesGpu && options.OffloadKv) return; // the library itself refuses what a device cannot hold
        MachineMemory.Require(Bytes(model, options), string.Create(CultureInfo.InvariantCulture, $"{options.Cells} cells and {options.OutputRows} rows of logits for {Path.GetFileName(model.Path)}"));
    }

    private static long? Number(LlamaModel model, string key) =>
        model.Metadata.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
