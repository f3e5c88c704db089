using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Engine.Measures.Comparison;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>What a comparison is: written before its first run, and never changed but for who last went on with it.</summary>
/// <param name="Mock">The rules answer for every mind.</param>
/// <param name="Declared">From the preregistration where there is one, otherwise what the first command said.</param>
/// <param name="Preregistration">The hash of the preregistration; null: there was none.</param>
internal sealed record CompareManifest(string Comparison, bool Mock, Declaration Declared, string DeclaredHash, string? Preregistration, string Persim, DateTimeOffset Created)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a version's plus stays one
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Write() => JsonSerializer.Serialize(this, _json) + "\n";

    /// <exception cref="JsonException"/>
    public static CompareManifest Read(string text) => JsonSerializer.Deserialize<CompareManifest>(text, _json) ?? throw new JsonException("it is empty");
}
