using System.Globalization;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// Flash attention and row padding, chosen by a short measurement: on the CPU flash attention is slow below 64 rows, and without it a shared
/// cache is slow to fill; which weighs more depends on model and machine. Recorded, so that a resumed run takes it from its manifest.
/// </summary>
/// <param name="Measured">Tokens a second of filling and of decoding, for each way tried; empty where nothing was measured.</param>
public sealed record FlashChoice(FlashAttention Flash, bool PadRows, string Measured)
{
    private const int Steps = 3;

    // a society's ask: so many own prompt tokens for so many drawn ones
    private const double PromptShare = 100;
    private const double DrawnShare = 40;

    /// <summary>Measures on the CPU; on a GPU the library's own choice stands.</summary>
    public static FlashChoice Measure(LlamaModel model, int parallel, int threads, CacheLayout layout)
    {
        if (model.UsesGpu) return new FlashChoice(FlashAttention.Auto, false, "");
        const long Large = 2L << 30;
        var prefix = model.WeightBytes > Large ? 128 : 512;
        (FlashAttention Flash, bool Pad)[] ways = [(FlashAttention.Off, false), (FlashAttention.On, false), (FlashAttention.On, true)];
        var best = ways[0];
        var lowest = double.MaxValue;
        var notes = new List<string>();
        foreach (var way in ways)
        {
            if (way.Pad && (parallel >= UnifiedPlan.TileRows || layout == CacheLayout.Separate)) continue; // there is nothing to pad
            using var loop = new FloorLoop(model, new FloorPoint(way.Flash, way.Pad, threads, prefix, parallel, layout != CacheLayout.Separate), Steps);
            if (model.WeightBytes <= Large || way == ways[0]) loop.Run(); // warms up; a large model at least has its weights paged in
            var rates = loop.Run();
            var cost = (PromptShare / rates.Prefill!.Value) + (DrawnShare / rates.Decode);
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{(way.Flash == FlashAttention.On ? "on" : "off")}{(way.Pad ? ", padded" : "")}: {rates.Prefill:0} and {rates.Decode:0} tok/s"));
            if (cost >= lowest) continue;
            (lowest, best) = (cost, way);
        }

        return new FlashChoice(best.Flash, best.Pad, string.Join("; ", notes));
    }
}
