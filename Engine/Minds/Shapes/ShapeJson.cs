using System.Text.Json;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Answers that come as a JSON object.</summary>
internal static class ShapeJson
{
    /// <summary>The one property of an object that stands for an answer without fields.</summary>
    public const string Wrapper = "answer";

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    public static FieldsValue? ReadFields(FieldsShape shape, string text, ref string? why) =>
        ReadObject([.. shape.Fields], text, ref why) is { } answers ? new FieldsValue(answers) : null;

    public static AnswerValue? ReadWrapped(Shape shape, string text, ref string? why) =>
        ReadObject([new Field(Wrapper, shape)], text, ref why) is { } answers ? answers[0].Value : null;

    private static List<FieldAnswer>? ReadObject(Field[] fields, string text, ref string? why)
    {
        if (!TextRule.IsWellFormed(text)) return Refuse("the answer holds half a character (a surrogate without its other half)", out why);
        try
        {
            using var document = JsonDocument.Parse(text, _strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Refuse("the answer is no JSON object", out why);
            var answers = new List<FieldAnswer>();
            foreach (var field in fields)
            {
                if (!root.TryGetProperty(field.Name, out var element)) return Refuse($"the field '{field.Name}' is missing", out why);
                var expected = field.Shape is ScaleShape ? JsonValueKind.Number : JsonValueKind.String;
                if (element.ValueKind != expected) return Refuse($"field '{field.Name}': a {expected} was expected, not {ShapeCodec.Short(element.GetRawText())}", out why);
                var raw = expected == JsonValueKind.String ? element.GetString()! : element.GetRawText();
                if (ShapeCodec.Read(field.Shape, raw, out var inner) is not { } value) return Refuse($"field '{field.Name}': {inner}", out why);
                answers.Add(new FieldAnswer(field.Name, value));
            }

            var extra = root.EnumerateObject().FirstOrDefault(p => Array.TrueForAll(fields, f => f.Name != p.Name));
            return extra.Value.ValueKind == JsonValueKind.Undefined ? answers : Refuse($"there is no field '{ShapeCodec.Short(extra.Name)}'", out why);
        }
        catch (JsonException e)
        {
            return Refuse($"the answer is no JSON: {e.Message.Split('\n')[0]}", out why);
        }
        catch (InvalidOperationException) // what the reader raises, in names and values alike, on an escaped surrogate without its other half
        {
            return Refuse("an escape in the answer stands for half a character", out why);
        }
    }

    private static List<FieldAnswer>? Refuse(string reason, out string? why)
    {
        why = reason;
        return null;
    }
}
