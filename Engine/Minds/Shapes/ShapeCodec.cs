using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Answers as text: how a value is written, and what a text means.</summary>
public static class ShapeCodec
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The one text that stands for a value: what every automaton of the shape produces.</summary>
    public static string Write(Shape shape, AnswerValue value) => (shape, value) switch
    {
        (ChoiceShape, ChoiceValue choice) => choice.Option,
        (ScaleShape, ScaleValue scale) => scale.Point.ToString(CultureInfo.InvariantCulture),
        (TextShape, TextValue text) => text.Text,
        (FieldsShape fields, FieldsValue values) => WriteFields(fields, values),
        _ => throw new ArgumentException($"A {value.GetType().Name} does not answer a {shape.GetType().Name}.", nameof(value)),
    };

    /// <summary>Reads a text; outer blanks are forgiven, anything else that the shape does not allow is named in <paramref name="why"/>.</summary>
    public static AnswerValue? Read(Shape shape, string text, out string? why)
    {
        why = null;
        return shape switch
        {
            ChoiceShape choice => ReadChoice(choice, text.Trim(), ref why),
            ScaleShape scale => ReadScale(scale, text.Trim(), ref why),
            TextShape limit => ReadText(limit, text.Trim(), ref why),
            FieldsShape fields => ReadFields(fields, text, ref why),
            _ => throw new ArgumentException($"A {shape.GetType().Name} is not read from text.", nameof(shape)),
        };
    }

    private static string WriteFields(FieldsShape shape, FieldsValue values)
    {
        var text = new StringBuilder("{");
        foreach (var field in shape.Fields)
        {
            if (text.Length > 1) text.Append(',');
            var written = Write(field.Shape, values[field.Name]);
            text.Append('"').Append(field.Name).Append("\":").Append(field.Shape is ScaleShape ? written : JsonSerializer.Serialize(written, _plain));
        }

        return text.Append('}').ToString();
    }

    private static ChoiceValue? ReadChoice(ChoiceShape shape, string text, ref string? why)
    {
        for (var i = 0; i < shape.Options.Count; i++)
        {
            if (shape.Options[i] == text) return new ChoiceValue(i, text);
        }

        why = $"'{Short(text)}' is none of {string.Join(" | ", shape.Options)}";
        return null;
    }

    private static ScaleValue? ReadScale(ScaleShape shape, string text, ref string? why)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var point) && point >= shape.Low && point <= shape.High && text == point.ToString(CultureInfo.InvariantCulture)) return new ScaleValue(point);
        why = $"'{Short(text)}' is no whole number from {shape.Low} to {shape.High}";
        return null;
    }

    private static TextValue? ReadText(TextShape shape, string text, ref string? why)
    {
        var length = text.EnumerateRunes().Count();
        why = length == 0 ? "the text is empty"
            : length > shape.Limit ? $"the text has {length} characters, {shape.Limit} are allowed"
            : text.Any(char.IsControl) ? "the text holds a control character"
            : null;
        return why is null ? new TextValue(text) : null;
    }

    private static FieldsValue? ReadFields(FieldsShape shape, string text, ref string? why)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                why = "the answer is no JSON object";
                return null;
            }

            var answers = new List<FieldAnswer>();
            foreach (var field in shape.Fields)
            {
                if (!document.RootElement.TryGetProperty(field.Name, out var element))
                {
                    why = $"the field '{field.Name}' is missing";
                    return null;
                }

                var raw = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
                if (Read(field.Shape, raw, out var inner) is not { } value)
                {
                    why = $"field '{field.Name}': {inner}";
                    return null;
                }

                answers.Add(new FieldAnswer(field.Name, value));
            }

            return new FieldsValue(answers);
        }
        catch (JsonException e)
        {
            why = $"the answer is no JSON: {e.Message.Split('\n')[0]}";
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
