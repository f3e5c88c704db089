using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Capture;

/// <summary>One captured text, as the header of the work file lists it.</summary>
public sealed record CapturedText(int Item, Pole Pole, bool Swapped, int Tokens);

/// <summary>What is known of an item without its words.</summary>
/// <param name="HighFirst">Whether the high option carries the first letter; null for statements.</param>
public sealed record CapturedItem(string Id, int Facet, ContrastSplit Split, ContrastKind Kind, bool? HighFirst);

/// <summary>What a work file's states were captured from; two files of equal headers hold equal states.</summary>
/// <param name="Model">SHA-256 of the model's file.</param>
/// <param name="Set">The contrast set's name.</param>
/// <param name="SetSha256">SHA-256 of its items, as they were read.</param>
/// <param name="Layers">Blocks behind which states were captured, ascending.</param>
public sealed record CaptureHeader(int Version, string Model, string Set, string SetSha256, CaptureSettings Settings, int Width, IReadOnlyList<int> Layers, IReadOnlyList<CapturedItem> Items, IReadOnlyList<CapturedText> Texts)
{
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    internal static CaptureHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<CaptureHeader>(bytes, _json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
