using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>A shape for an endpoint: told in words, sent as a schema, read from what came back.</summary>
internal static class ShapeWords
{
    /// <summary>What the last user message ends with: no automaton holds a remote model to the shape, so it must be told.</summary>
    public static string Instruction(Shape shape) => shape switch
    {
        ChoiceShape choice => $"Answer with exactly one of these, as it is written here, and nothing else: {string.Join(" | ", choice.Options)}",
        FieldsShape fields => $"Answer with one JSON object and nothing else: {{{string.Join(", ", fields.Fields.Select(f => $"\"{f.Name}\": {Part(f.Shape)}"))}}}",
        _ => $"Answer with {Part(shape)}, and nothing else.",
    };

    /// <summary>Null: the shape is one line of text, which a schema would only wrap.</summary>
    public static ChatResponseFormat? Schema(Shape shape)
    {
        if (shape is TextShape) return null;
        // without bounds: several providers refuse minimum and maxLength in strict schemas, and what comes back is checked anyway
        using var schema = JsonDocument.Parse(ShapeSchema.Json(shape, bounds: false));
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "answer");
    }

    /// <summary>Reads an answer; a code fence around it is forgiven, and line breaks in a text are blanks.</summary>
    public static AnswerValue? Read(Shape shape, string text, out string? why)
    {
        text = Unfenced(text.Trim());
        if (shape is TextShape && !text.StartsWith('{')) text = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return ShapeCodec.ReadRemote(shape, text, out why);
    }

    private static string Part(Shape shape) => shape switch
    {
        ChoiceShape choice => $"one of {string.Join(", ", choice.Options.Select(o => $"\"{o}\""))}",
        ScaleShape scale => string.Create(CultureInfo.InvariantCulture, $"one whole number from {scale.Low} to {scale.High}"),
        TextShape text => string.Create(CultureInfo.InvariantCulture, $"one line of text of at most {text.Limit} characters"),
        _ => throw new ArgumentException($"A {shape.GetType().Name} is not told in words.", nameof(shape)),
    };

    private static string Unfenced(string text)
    {
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        return text.Length > 6 && text.StartsWith("```", StringComparison.Ordinal) && text.EndsWith("```", StringComparison.Ordinal) && start is > 0 && start <= text.Length - 3 ? text[start..^3].Trim() : text;
    }
}
