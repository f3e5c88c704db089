using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>A number that must be equal is written as itself, one with a tolerance as <c>{ "value": 0.31, "difference": 0.05 }</c> or with a <c>factor</c>: a line each, to be read in a diff.</summary>
internal sealed class BaselineNumberJson : JsonConverter<BaselineNumber>
{
    public override BaselineNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return new BaselineNumber(reader.GetDouble());
        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement;
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Number) throw new JsonException("a number is written as itself or as an object with a value and a difference or a factor");
        foreach (var how in new[] { Closeness.Difference, Closeness.Factor })
        {
            if (element.TryGetProperty(Word(how), out var within) && within.ValueKind == JsonValueKind.Number) return new BaselineNumber(value.GetDouble(), how, within.GetDouble());
        }

        throw new JsonException("a number with a value has a difference or a factor beside it");
    }

    public override void Write(Utf8JsonWriter writer, BaselineNumber value, JsonSerializerOptions options)
    {
        if (value.As == Closeness.Equal)
        {
            writer.WriteNumberValue(value.Value);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("value", value.Value);
        writer.WriteNumber(Word(value.As), value.Within);
        writer.WriteEndObject();
    }

    private static string Word(Closeness how) => how.ToString().ToLowerInvariant();
}
