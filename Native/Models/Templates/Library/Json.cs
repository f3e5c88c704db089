using System.Globalization;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>The filter <c>tojson</c> as Hugging Face defines it: Python's <c>json.dumps</c>, non-ASCII kept.</summary>
internal sealed class Json
{
    private readonly Execution _run;
    private readonly MarkedBuilder _builder;
    private readonly bool _ascii;
    private readonly bool _sorted;
    private readonly string? _indent;
    private readonly string _item;
    private readonly string _key;

    private Json(Execution run, object?[] given)
    {
        _run = run;
        _builder = new MarkedBuilder(run);
        _ascii = Arguments.IsTrue(given[0], false);
        _indent = Arguments.Or(given[1], null) switch
        {
            null => null,
            MarkedText t => t.Value,
            var n => new string(' ', Math.Clamp(Arguments.Int(n, 0, "tojson"), 0, 100)),
        };
        var separators = Arguments.Or(given[2], null) as JinjaList;
        _item = separators is { Items.Count: 2 } ? Arguments.Text(separators.Items[0], "tojson").Value : _indent is null ? ", " : ",";
        _key = separators is { Items.Count: 2 } ? Arguments.Text(separators.Items[1], "tojson").Value : ": ";
        _sorted = Arguments.IsTrue(given[3], false);
    }

    public static MarkedText Write(Execution run, object? value, Arguments a)
    {
        // jinja's own filter takes the indent first, Hugging Face's by name only in practice
        var json = new Json(run, a.Bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys"));
        json.Value(value, 0);
        return json._builder.ToText();
    }

    private void Value(object? value, int depth)
    {
        _run.Step();
        switch (value)
        {
            case null:
                _builder.Append("null");
                break;
            case bool b:
                _builder.Append(b ? "true" : "false");
                break;
            case long or double:
                _builder.Append(Conversion.Scalar(value)!);
                break;
            case MarkedText text:
                Text(text);
                break;
            case JinjaList list:
                Items("[", "]", list.Items.Count, depth, i => Value(list.Items[i], depth + 1));
                break;
            case JinjaDict dict:
                var entries = dict.Entries.ToList();
                if (_sorted) entries.Sort((x, y) => Comparison.Compare(_run, x.Key, y.Key));
                Items("{", "}", entries.Count, depth, i =>
                {
                    Key(entries[i].Key);
                    _builder.Append(_key);
                    Value(entries[i].Value, depth + 1);
                });
                break;
            case Undefined missing:
                throw missing.Fault();
            default:
                throw new TemplateFault($"tojson: a {Conversion.TypeName(value)} has no JSON form");
        }
    }

    private void Key(object? key)
    {
        if (key is MarkedText text) Text(text);
        else Text(MarkedText.Of(key switch { null => "null", bool b => b ? "true" : "false", _ => Conversion.Scalar(key)! }));
    }

    private void Items(string open, string close, int count, int depth, Action<int> write)
    {
        _builder.Append(open);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) _builder.Append(_item);
            NewLine(depth + 1);
            write(i);
        }

        if (count > 0) NewLine(depth);
        _builder.Append(close);
    }

    private void NewLine(int depth)
    {
        if (_indent is null) return;
        _builder.Append("\n");
        for (var i = 0; i < depth; i++) _builder.Append(_indent);
    }

    private void Text(MarkedText text)
    {
        _builder.Append("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Value[i];
            var escape = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ when c < ' ' || (_ascii && c > '~') => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => null,
            };
            if (escape is null) _builder.Append(text, i, 1);
            else _builder.Append(escape, text.MarkAt(i));
        }

        _builder.Append("\"");
    }
}
