using System.Buffers.Binary;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>An ask's hash, and a short hash of each of its parts, so that a difference can be named.</summary>
public sealed record AskPrint(string Hash, IReadOnlyList<PartPrint> Parts)
{
    private const int MostNames = 256;
    [ThreadStatic] private static Dictionary<string, string>? _names; // blocks have few names, and every answer says them

    public static AskPrint Of(Ask ask)
    {
        var hashes = PartHash.OfThread;
        var parts = hashes.Parts(ask);
        var prints = new PartPrint[parts.Length / PartHash.Bytes];
        // 64 bits name a part within one ask; the full hash alone decides whether two asks are the same
        for (var i = 0; i < prints.Length; i++) prints[i] = new PartPrint(Name(ask, i), BinaryPrimitives.ReadUInt64BigEndian(parts[(i * PartHash.Bytes)..]));
        return new AskPrint(hashes.Whole(parts), prints);
    }

    /// <summary>The first part in which another print differs; null when the hashes are equal or no part says where.</summary>
    public string? FirstDifference(AskPrint other)
    {
        if (Hash == other.Hash) return null;
        for (var i = 0; i < Math.Min(Parts.Count, other.Parts.Count); i++)
        {
            if (Parts[i] == other.Parts[i]) continue;
            return Parts[i].Name == other.Parts[i].Name ? Parts[i].Name : $"{Parts[i].Name}, where the record has {other.Parts[i].Name}";
        }

        return null;
    }

    // the parts' order is PartHash's
    private static string Name(Ask ask, int part) => part < ask.Blocks.Count ? OfBlock(ask.Blocks[part].Name) : (part - ask.Blocks.Count) switch
    {
        0 => "shared blocks",
        1 => "shape",
        2 => "mode",
        3 => "doses",
        4 => "scope",
        _ => "seed",
    };

    private static string OfBlock(string name)
    {
        var names = _names ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (names.TryGetValue(name, out var known)) return known;
        if (names.Count == MostNames) names.Clear();
        return names[name] = $"block '{name}'";
    }
}
