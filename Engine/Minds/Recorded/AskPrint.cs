namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>An ask's hash, and a short hash of each of its parts, so that a difference can be named.</summary>
public sealed record AskPrint(string Hash, IReadOnlyList<PartPrint> Parts)
{
    private const int ShortBytes = 8; // 64 bits name a part within one ask; the full hash alone decides whether two asks are the same

    public static AskPrint Of(Ask ask)
    {
        var hashes = PartHash.OfThread;
        var parts = hashes.Parts(ask);
        var prints = new PartPrint[parts.Count];
        for (var i = 0; i < prints.Length; i++) prints[i] = new PartPrint(Name(ask, i), Convert.ToHexStringLower(parts[i].AsSpan(0, ShortBytes)));
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
    private static string Name(Ask ask, int part) => part < ask.Blocks.Count ? $"block '{ask.Blocks[part].Name}'" : (part - ask.Blocks.Count) switch
    {
        0 => "shared blocks",
        1 => "shape",
        2 => "mode",
        3 => "doses",
        4 => "scope",
        _ => "seed",
    };
}

/// <summary>A part of an ask, e.g. <c>block 'persona'</c>, and the hash of its content.</summary>
public sealed record PartPrint(string Name, string Hash);
