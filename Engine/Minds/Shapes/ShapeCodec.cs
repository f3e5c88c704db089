using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// Answers as text: how a value is written, and what a text means. Laws: <see cref="ShapeAutomaton"/> accepts exactly the texts that
/// <see cref="Write"/> writes, and each of them is read back to the same text.
/// </summary>
public static class ShapeCodec
{
    /// <summary>The one text that stands for a value; a value that does not answer the shape is refused.</summary>
    public static string Write(Shape shape, AnswerValue value)
    {
        switch (shape, value)
        {
            case (ChoiceShape choices, ChoiceValue choice):
                Require(choice.Index >= 0 && choice.Index < choices.Options.Count && choices.Options[choice.Index] == choice.Option, $"option {choice.Index} '{choice.Option}' is not in the choice {string.Join(" | ", choices.Options)}");
                return choice.Option;
            case (ScaleShape scale, ScaleValue point):
                Require(point.Point >= scale.Low && point.Point <= scale.High, $"{point.Point} is not on the scale from {scale.Low} to {scale.High}");
                return point.Point.ToString(CultureInfo.InvariantCulture);
            case (TextShape limit, TextValue text):
                if (TextRule.WhyNot(text.Text, limit.Limit) is { } why) throw new ArgumentException($"This value cannot be written: {why}.", nameof(value));
                return text.Text;
            case (FieldsShape fields, FieldsValue values):
                return WriteFields(fields, values);
            default:
                throw new ArgumentException($"A {value.GetType().Name} does not answer a {shape.GetType().Name}.", nameof(value));
        }

        static void Require(bool holds, string what)
        {
            if (!holds) throw new ArgumentException($"This value cannot be written: {what}.", nameof(value));
        }
    }

    /// <summary>
    /// Reads a text. Forgiven are blanks around an answer, and of fields any JSON that says the same: white space, another order, other escapes.
    /// Anything else that the shape does not allow is named in <paramref name="why"/>.
    /// </summary>
    public static AnswerValue? Read(Shape shape, string text, out string? why)
    {
        why = null;
        return shape switch
        {
            ChoiceShape choice => ReadChoice(choice, text.Trim(), ref why),
            ScaleShape scale => ReadScale(scale, text.Trim(), ref why),
            TextShape limit => ReadText(limit, text.Trim(), ref why),
            FieldsShape fields => ShapeJson.ReadFields(fields, text, ref why),
            _ => throw new ArgumentException($"A {shape.GetType().Name} is not read from text.", nameof(shape)),
        };
    }

    /// <summary>
    /// Reads what an endpoint answered that was given <see cref="ShapeSchema.Json"/>: anything but fields comes as <c>{"answer": ...}</c>. An endpoint
    /// that ignores schemas may also answer plainly, as for <see cref="Read"/>; what begins with a brace is taken for JSON and nothing else.
    /// </summary>
    public static AnswerValue? ReadRemote(Shape shape, string text, out string? why)
    {
        why = null;
        return shape is FieldsShape || !text.TrimStart().StartsWith('{') ? Read(shape, text, out why) : ShapeJson.ReadWrapped(shape, text, ref why);
    }

    /// <summary>A string's characters between JSON quotes: only the quote and the backslash are escaped, since texts hold no control characters.</summary>
    internal static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    internal static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private static string WriteFields(FieldsShape shape, FieldsValue values)
    {
        if (!values.Fields.Select(f => f.Name).SequenceEqual(shape.Fields.Select(f => f.Name), StringComparer.Ordinal))
        {
            throw new ArgumentException($"This value cannot be written: it has the fields {string.Join(", ", values.Fields.Select(f => f.Name))}, the shape {string.Join(", ", shape.Fields.Select(f => f.Name))}.", nameof(values));
        }

        var text = new StringBuilder();
        for (var i = 0; i < shape.Fields.Count; i++)
        {
            var (name, part) = shape.Fields[i];
            var quote = part is ScaleShape ? "" : "\"";
            text.Append(i == 0 ? '{' : ',').Append('"').Append(name).Append("\":").Append(quote).Append(Escape(Write(part, values.Fields[i].Value))).Append(quote);
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
        why = TextRule.WhyNot(text, shape.Limit);
        return why is null ? new TextValue(text) : null;
    }
}
