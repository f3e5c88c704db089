using System.Globalization;
using System.Text.Json.Nodes;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>A shape as a JSON schema, for endpoints that take one; <see cref="ShapeCodec.ReadRemote"/> reads what comes back.</summary>
public static class ShapeSchema
{
    /// <summary>
    /// An object schema in strict form: every property required, none added. Fields are its properties; any other shape is its one property
    /// <c>answer</c>, because endpoints want an object at the top. <paramref name="bounds"/>: also give minimum, maximum and lengths as keywords, which
    /// some endpoints refuse; the descriptions say them in any case.
    /// </summary>
    public static string Json(Shape shape, bool bounds = true)
    {
        var fields = shape is FieldsShape named ? named.Fields : [new Field(ShapeJson.Wrapper, shape)];
        var properties = new JsonObject();
        foreach (var (name, part) in fields) properties[name] = Value(part, bounds);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. fields.Select(f => JsonValue.Create(f.Name))]),
            ["additionalProperties"] = false,
        };
        return schema.ToJsonString();
    }

    private static JsonObject Value(Shape shape, bool bounds)
    {
        switch (shape)
        {
            case ChoiceShape choice:
                return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choice.Options.Select(o => JsonValue.Create(o))]) };
            case ScaleShape scale:
                var number = new JsonObject { ["type"] = "integer", ["description"] = string.Create(CultureInfo.InvariantCulture, $"a whole number from {scale.Low} to {scale.High}") };
                if (bounds) (number["minimum"], number["maximum"]) = (scale.Low, scale.High);
                return number;
            case TextShape text:
                var line = new JsonObject { ["type"] = "string", ["description"] = string.Create(CultureInfo.InvariantCulture, $"one line of at most {text.Limit} characters, not empty") };
                if (bounds) (line["minLength"], line["maxLength"]) = (1, text.Limit);
                return line;
            default:
                throw new ArgumentException($"A {shape.GetType().Name} has no JSON schema.", nameof(shape));
        }
    }
}
