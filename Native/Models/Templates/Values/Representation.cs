using System.Globalization;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Writes a value as Python's <c>repr</c> does: what a template prints for a list or mapping.</summary>
internal static class Representation
{
    public static void Write(Execution run, MarkedBuilder builder, object? value)
    {
        run.Step();
        switch (value)
        {
            case MarkedText text:
                Quote(builder, text);
                break;
            case JinjaList list:
                builder.Append(list.IsTuple ? "(" : "[");
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) builder.Append(", ");
                    Write(run, builder, list.Items[i]);
                }

                builder.Append(list.IsTuple ? list.Items.Count == 1 ? ",)" : ")" : "]");
                break;
            case JinjaDict dict:
                builder.Append("{");
                for (var i = 0; i < dict.Entries.Count; i++)
                {
                    if (i > 0) builder.Append(", ");
                    Write(run, builder, dict.Entries[i].Key);
                    builder.Append(": ");
                    Write(run, builder, dict.Entries[i].Value);
                }

                builder.Append("}");
                break;
            case Undefined:
                builder.Append("Undefined");
                break;
            default:
                builder.Append(Conversion.Scalar(value) ?? throw new TemplateFault($"a {Conversion.TypeName(value)} cannot be printed"));
                break;
        }
    }

    private static void Quote(MarkedBuilder builder, MarkedText text)
    {
        var quote = text.Value.Contains('\'') && !text.Value.Contains('"') ? '"' : '\'';
        builder.Append(quote.ToString());
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Value[i];
            if (c == quote || c == '\\') builder.Append("\\" + c, text.MarkAt(i));
            else if (c is '\n' or '\r' or '\t') builder.Append(c switch { '\n' => "\\n", '\r' => "\\r", _ => "\\t" }, text.MarkAt(i));
            else if (IsPrintable(text.Value, i)) builder.Append(text, i, 1);
            else builder.Append(c < 0x100 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}", text.MarkAt(i));
        }

        builder.Append(quote.ToString());
    }

    private static bool IsPrintable(string text, int index) => text[index] == ' ' || char.GetUnicodeCategory(text[index]) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
