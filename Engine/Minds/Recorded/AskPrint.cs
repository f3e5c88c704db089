using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>An ask's hash, and a short hash of each of its parts, so that a difference can be named.</summary>
public sealed record AskPrint(string Hash, IReadOnlyList<PartPrint> Parts)
{
    public static AskPrint Of(Ask ask) => new(ask.Hash(),
    [
        .. ask.Blocks.Select(b => new PartPrint($"block '{b.Name}'", Short(b))),
        new("shape", Short<Shape>(ask.Shape)),
        new("mode", Short(ask.Mode)),
        new("doses", Short(ask.Doses)),
        new("scope", Short(ask.Scope)),
        new("seed", Short(ask.Seed)),
    ]);

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

    // 64 bits name a part within one ask; the full hash alone decides whether two asks are the same
    private static string Short<T>(T part) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(part))))[..16];
}

/// <summary>A part of an ask, e.g. <c>block 'persona'</c>, and the hash of its content.</summary>
public sealed record PartPrint(string Name, string Hash);
