using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonaSim.Engine.Exports.Bundles;

/// <summary>What a bundle says about itself, in its last entry.</summary>
/// <param name="Files">SHA-256 of every other entry.</param>
/// <param name="Settings">Settings that name an entry instead of a place on the machine where the run was made.</param>
public sealed record BundleContents(int Format, string Run, string Persim, long TicksDone, string EventHash, string ProbeHash, SortedDictionary<string, string> Files, SortedDictionary<string, string> Settings)
{
    public const int Newest = 1;

    public const string Entry = "bundle.json";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public string Write() => JsonSerializer.Serialize(this, _json) + "\n";

    /// <exception cref="JsonException"/>
    public static BundleContents Read(string text) => JsonSerializer.Deserialize<BundleContents>(text, _json) ?? throw new JsonException("it is empty");
}
