using System.Text.RegularExpressions;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Filters that take a text; another value is turned into one first.</summary>
internal static partial class TextFilters
{
    public static void AddTo(Dictionary<string, Func<Execution, object?, Arguments, object?>> all)
    {
        all["trim"] = (run, v, a) => White.Strip(Text(run, v), Arguments.Or(a.Bind("trim", "chars")[0], null) is { } c ? Arguments.Text(c, "trim").Value : null, true, true);
        all["lower"] = (run, v, _) => Text(run, v) is var t ? t.With(t.Value.ToLowerInvariant()) : null;
        all["upper"] = (run, v, _) => Text(run, v) is var t ? t.With(t.Value.ToUpperInvariant()) : null;
        all["capitalize"] = (run, v, _) => Casing.Capitalize(Text(run, v));
        all["title"] = (run, v, _) => Casing.Title(Text(run, v), c => White.Is(c) || c is '-' or '(' or '{' or '[' or '<');
        all["replace"] = (run, v, a) => TextMethods.Replace(run, Text(run, v), a.Bind("replace", "old", "new", "count"));
        all["indent"] = Indent;
        all["format"] = Format;
        all["escape"] = (run, v, _) => Escape(run, Text(run, v));
        all["e"] = all["escape"];
        all["wordcount"] = (run, v, _) => (long)Words().Count(Text(run, v).Value);
    }

    private static MarkedText Text(Execution run, object? value) => Conversion.Text(run, value);

    private static MarkedText Format(Execution run, object? value, Arguments a)
    {
        var format = Text(run, value);
        if (a.Named.Count > 0) throw new TemplateFault("format is supported with positional values");
        return Formatting.Percent(run, format, new JinjaList(a.Positional, isTuple: true));
    }

    private static MarkedText Indent(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("indent", "width", "first", "blank");
        var indentation = Arguments.Or(given[0], 4L) as MarkedText ?? MarkedText.Of(new string(' ', Math.Clamp(Arguments.Int(given[0], 4, "indent"), 0, 1000)));
        var (first, blank) = (Arguments.IsTrue(given[1], false), Arguments.IsTrue(given[2], false));
        var builder = new MarkedBuilder(run);
        var text = Text(run, value);
        // lines split as Python's do, and are joined again by plain newlines
        var lines = Splitting.Lines(new MarkedBuilder(run).Append(text).Append("\n").ToText(), keepEnds: false).Items;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (MarkedText)lines[i]!;
            if (i > 0) builder.Append("\n");
            if (i == 0 ? first : blank || line.Length > 0) builder.Append(indentation);
            builder.Append(line);
        }

        return builder.ToText();
    }

    private static MarkedText Escape(Execution run, MarkedText text)
    {
        var builder = new MarkedBuilder(run);
        for (var i = 0; i < text.Length; i++)
        {
            var entity = text.Value[i] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '\'' => "&#39;", '"' => "&#34;", _ => null };
            if (entity is null) builder.Append(text, i, 1);
            else builder.Append(entity, text.MarkAt(i));
        }

        return builder.ToText();
    }

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
