using System.Globalization;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Cli.Wiring;

/// <summary>
/// Opens minds with the way of attention that was measured the first time: another way changes the last digits of every answer, and the same command
/// twice is to be the same run.
/// </summary>
internal static class RememberedFlash
{
    private sealed record Entry(string For, string Flash, bool PadRows, string Measured);

    /// <param name="folder">Where it is noted down; one that cannot be written is measured for again each time.</param>
    public static LlamaMind Open(LlamaModel model, string sha256, LlamaMindOptions options, Ledger? ledger = null, string? folder = null)
    {
        if (options.FlashAttention != FlashAttention.Auto || model.UsesGpu) return new LlamaMind(model, options, ledger);
        var what = string.Create(CultureInfo.InvariantCulture, $"{sha256}, llama.cpp {LlamaRuntime.Version}, {CpuBackend.Find()?.File ?? "no backend"}, {ThreadCount.Resolve(options.Threads)} threads, {options.Parallel} asks, {CacheChoice.Of(model, options).Layout}");
        var (notes, name) = (new NoteFolder(folder ?? ModelFiles.VerdictFolder), $"flash-{NoteFolder.Short(what)}.json");
        if (notes.Read<Entry>(name) is { } known && known.For == what && Enum.TryParse<FlashAttention>(known.Flash, out var flash)) return new LlamaMind(model, options with { FlashAttention = flash, PadRows = known.PadRows, FlashMeasured = known.Measured }, ledger);
        var mind = new LlamaMind(model, options, ledger);
        notes.Write(name, new Entry(what, mind.Flash.Flash.ToString(), mind.Flash.PadRows, mind.Flash.Measured));
        return mind;
    }
}
