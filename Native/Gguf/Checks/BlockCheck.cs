using System.Globalization;

namespace PersonaSim.Native.Gguf.Checks;

/// <summary>The tensors' names must cover blocks 0 to block_count - 1, and no other.</summary>
internal static class BlockCheck
{
    private const string Prefix = "blk.";

    public static void Run(ModelKeys keys, long layers)
    {
        var seen = new bool[layers];
        long lowest = long.MaxValue, highest = -1;
        foreach (var tensor in keys.File.Tensors)
        {
            if (!TryBlock(tensor.Name, out var block)) continue;
            if (block < layers) seen[block] = true;
            lowest = Math.Min(lowest, block);
            highest = Math.Max(highest, block);
        }

        if (highest < 0) throw keys.Refuse("block_count", $"is {layers}, but no tensor is named blk.N");
        // deci leaves whole blocks out, and layers that predict further ahead may be stripped from a file
        var partial = keys.Architecture == "deci" || keys.OptionalNumber("nextn_predict_layers", 0, layers) > 0;
        if (highest >= layers || (highest + 1 < layers && !partial))
            throw keys.Refuse("block_count", $"is {layers}, but tensors name blocks {lowest} to {highest}");
        if (partial) return;
        var gap = Array.IndexOf(seen, false);
        if (gap >= 0) throw keys.Refuse("block_count", $"is {layers}, but no tensor names block {gap}");
    }

    private static bool TryBlock(string name, out long block)
    {
        block = 0;
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var dot = name.IndexOf('.', Prefix.Length);
        return dot > 0 && long.TryParse(name.AsSpan(Prefix.Length, dot - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out block);
    }
}
