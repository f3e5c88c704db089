using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>A shape as a grammar of llama.cpp's, with the same answers as <see cref="ShapeAutomaton"/>.</summary>
public static class ShapeGrammar
{
    /// <summary>The grammar; its start is <c>root</c>. The library refuses one with a text of more than 2,000 characters.</summary>
    public static string Gbnf(Shape shape)
    {
        var text = new StringBuilder();
        if (shape is FieldsShape fields)
        {
            text.Append("root ::=");
            for (var i = 0; i < fields.Fields.Count; i++)
            {
                var quote = fields.Fields[i].Shape is ScaleShape ? "" : "\"";
                var before = i == 0 ? "{" : fields.Fields[i - 1].Shape is ScaleShape ? "," : "\",";
                text.Append(CultureInfo.InvariantCulture, $" {Literal($"{before}\"{fields.Fields[i].Name}\":{quote}")} field-{i}");
            }

            text.Append(CultureInfo.InvariantCulture, $" {Literal(fields.Fields[^1].Shape is ScaleShape ? "}" : "\"}")}\n");
            for (var i = 0; i < fields.Fields.Count; i++) text.Append(CultureInfo.InvariantCulture, $"field-{i} ::= {Value(fields.Fields[i].Shape, quoted: true)}\n");
        }
        else
        {
            text.Append("root ::= ").Append(Value(shape, quoted: false)).Append('\n');
        }

        var parts = shape is FieldsShape many ? [.. many.Fields.Select(f => f.Shape)] : new[] { shape };
        if (parts.Any(p => p is TextShape)) text.Append(TextRules(quoted: shape is FieldsShape));
        return text.ToString();
    }

    private static string Value(Shape shape, bool quoted) => shape switch
    {
        ChoiceShape choice => string.Join(" | ", choice.Options.Select(o => Literal(quoted ? ShapeCodec.Escape(o) : o))),
        ScaleShape scale => string.Join(" | ", Numbers(scale)),
        TextShape { Limit: 1 } => "ink",
        TextShape { Limit: 2 } => "ink ink?",
        TextShape text => string.Create(CultureInfo.InvariantCulture, $"ink (any{{0,{text.Limit - 2}}} ink)?"),
        _ => throw new ArgumentException($"A {shape.GetType().Name} has no grammar.", nameof(shape)),
    };

    private static IEnumerable<string> Numbers(ScaleShape scale)
    {
        var longest = scale.High.ToString(CultureInfo.InvariantCulture).Length;
        long width = 1; // of what the first digit leaves open
        for (var length = 1; length <= longest; length++, width *= 10)
        {
            foreach (var pattern in Numbers(scale, 0, width, length - 1)) yield return pattern;
        }
    }

    // the numbers behind a prefix: neighbouring digits at once where all that may follow counts, else digit by digit
    private static IEnumerable<string> Numbers(ScaleShape scale, long prefix, long width, int more)
    {
        for (var digit = prefix == 0 && more > 0 ? 1 : 0; digit < 10; digit++) // only 0 itself begins with a zero
        {
            var low = (prefix * 10 + digit) * width;
            if (low > scale.High || low + width - 1 < scale.Low) continue;
            if (low >= scale.Low && low + width - 1 <= scale.High)
            {
                var last = digit;
                while (last < 9 && low + (last + 1 - digit) * width + width - 1 <= scale.High) last++;
                yield return string.Create(CultureInfo.InvariantCulture, $"[{digit}-{last}]{(more > 0 ? $" [0-9]{{{more}}}" : "")}");
                digit = last;
            }
            else
            {
                foreach (var rest in Numbers(scale, prefix * 10 + digit, width / 10, more - 1)) yield return string.Create(CultureInfo.InvariantCulture, $"\"{digit}\" {rest}");
            }
        }
    }

    private static string TextRules(bool quoted)
    {
        var inks = Class(TextRule.Inks().SelectMany(r => quoted ? Without(r, '"', '\\') : [r]));
        return $"ink ::= {inks}{(quoted ? $" | {Literal("\\\"")} | {Literal("\\\\")}" : "")}\nany ::= ink | {Class(TextRule.Blanks())}\n";
    }

    private static IEnumerable<(int First, int Last)> Without((int First, int Last) range, params int[] scalars)
    {
        foreach (var scalar in scalars.Where(s => s >= range.First && s <= range.Last).Order())
        {
            if (scalar > range.First) yield return (range.First, scalar - 1);
            range.First = scalar + 1;
        }

        if (range.First <= range.Last) yield return range;
    }

    private static string Class(IEnumerable<(int First, int Last)> ranges) =>
        "[" + string.Concat(ranges.Select(r => r.First == r.Last ? Scalar(r.First) : $"{Scalar(r.First)}-{Scalar(r.Last)}")) + "]";

    private static string Scalar(int scalar) => scalar < 0x100 ? $"\\x{scalar:X2}" : scalar < 0x10000 ? $"\\u{scalar:X4}" : $"\\U{scalar:X8}";

    private static string Literal(string text) => $"\"{ShapeCodec.Escape(text)}\"";
}
