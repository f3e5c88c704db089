using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>A recorded answer as one line of JSON.</summary>
internal static class AnswerLine
{
    private static readonly JsonSerializerOptions _json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(RecordedAnswer record) => JsonSerializer.Serialize(record, _json);

    public static RecordedAnswer Read(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<RecordedAnswer>(line, _json) ?? throw new JsonException("the line is null");
}
