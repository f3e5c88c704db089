using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs.Stores.Formats;

/// <summary>An answer's value as JSON that gives back an equal value.</summary>
internal static class AnswerJson
{
    private static readonly JsonSerializerOptions _json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Texts() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(AnswerValue value) => JsonSerializer.Serialize(value, _json);

    public static AnswerValue Read(string json) => JsonSerializer.Deserialize<AnswerValue>(json, _json) ?? throw new JsonException("the value is null");

    public static string? WriteNames(IReadOnlyList<string> names) => names.Count == 0 ? null : JsonSerializer.Serialize(names, _json);

    public static IReadOnlyList<string> ReadNames(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<string>>(json, _json) ?? [];

    // JSON replaces half a surrogate pair; an answer must come back as it was, or a resumed run is another run
    private sealed class Texts : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoredText.Decode(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(StoredText.Encode(value));
    }
}
