using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Methods of a text.</summary>
internal static class TextMethods
{
    public static Function? Find(MarkedText text, string name)
    {
        Func<Execution, Arguments, object?>? method = name switch
        {
            "strip" => (_, a) => White.Strip(text, Characters(a, name), start: true, end: true),
            "lstrip" => (_, a) => White.Strip(text, Characters(a, name), start: true, end: false),
            "rstrip" => (_, a) => White.Strip(text, Characters(a, name), start: false, end: true),
            "upper" => (_, _) => text.With(text.Value.ToUpperInvariant()),
            "lower" => (_, _) => text.With(text.Value.ToLowerInvariant()),
            "capitalize" => (_, _) => Casing.Capitalize(text),
            "title" => (_, _) => Casing.Title(text, c => !char.IsLetter(c)),
            "swapcase" => (_, _) => Casing.Swap(text),
            "split" => (run, a) => Splitting.Split(run, text, a.Bind(name, "sep", "maxsplit"), fromEnd: false),
            "rsplit" => (run, a) => Splitting.Split(run, text, a.Bind(name, "sep", "maxsplit"), fromEnd: true),
            "splitlines" => (_, a) => Splitting.Lines(text, Arguments.IsTrue(a.Bind(name, "keepends")[0], false)),
            "partition" => (run, a) => Splitting.Partition(run, text, One(a, name), fromEnd: false),
            "rpartition" => (run, a) => Splitting.Partition(run, text, One(a, name), fromEnd: true),
            "startswith" => (_, a) => Affix(a, name, text.Value.StartsWith),
            "endswith" => (_, a) => Affix(a, name, text.Value.EndsWith),
            "removeprefix" => (_, a) => One(a, name) is var p && text.Value.StartsWith(p.Value, StringComparison.Ordinal) ? text.Slice(p.Length, text.Length - p.Length) : text,
            "removesuffix" => (_, a) => One(a, name) is var p && text.Value.EndsWith(p.Value, StringComparison.Ordinal) ? text.Slice(0, text.Length - p.Length) : text,
            "replace" => (run, a) => Replace(run, text, a.Bind(name, "old", "new", "count")),
            "find" => (run, a) => Search(run, text, One(a, name), fromEnd: false),
            "rfind" => (run, a) => Search(run, text, One(a, name), fromEnd: true),
            "index" => (run, a) => Search(run, text, One(a, name), fromEnd: false) is >= 0 and var at ? at : throw new TemplateFault("index: the text does not occur"),
            "count" => (run, a) => Occurrences(run, text, One(a, name)),
            "join" => (run, a) => Join(run, text, Conversion.Sequence(run, Arguments.Required(a.Bind(name, "items")[0], name, "items"))),
            "format" => (run, a) => Formatting.Braces(run, text, a),
            "isdigit" => (_, _) => All(text, char.IsDigit),
            "isalpha" => (_, _) => All(text, char.IsLetter),
            "isalnum" => (_, _) => All(text, char.IsLetterOrDigit),
            "isspace" => (_, _) => All(text, White.Is),
            "isupper" => (_, _) => text.Value.Any(char.IsUpper) && !text.Value.Any(char.IsLower),
            "islower" => (_, _) => text.Value.Any(char.IsLower) && !text.Value.Any(char.IsUpper),
            _ => null,
        };
        if (method is null) return null;
        return new Function(name, (run, a) =>
        {
            run.Spend(text.Length);
            return method(run, a);
        });
    }

    public static MarkedText Replace(Execution run, MarkedText text, object?[] given)
    {
        var old = Arguments.Text(given[0], "replace");
        var with = Arguments.Text(given[1], "replace");
        var left = Arguments.Int(given[2], -1, "replace");
        run.SpendSearch(text.Length, old.Length);
        var builder = new MarkedBuilder(run);
        var at = 0;
        // an empty 'old' matches before every code point and at the end
        for (var found = text.Value.IndexOf(old.Value, StringComparison.Ordinal); found >= 0 && left != 0; left--)
        {
            builder.Append(text, at, found - at).Append(with);
            at = found + old.Length;
            if (found >= text.Length) break;
            var next = old.Length > 0 ? at : at + (char.IsSurrogatePair(text.Value, at) ? 2 : 1);
            found = old.Length > 0 ? text.Value.IndexOf(old.Value, at, StringComparison.Ordinal) : next;
        }

        return builder.Append(text, at, text.Length - at).ToText();
    }

    public static MarkedText Join(Execution run, MarkedText separator, IReadOnlyList<object?> items)
    {
        var builder = new MarkedBuilder(run);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) builder.Append(separator);
            builder.Append(Arguments.Text(items[i], "join"));
        }

        return builder.ToText();
    }

    private static string? Characters(Arguments a, string name) => Arguments.Or(a.Bind(name, "chars")[0], null) is { } set ? Arguments.Text(set, name).Value : null;

    private static MarkedText One(Arguments a, string name)
    {
        if (a.Positional.Count != 1 || a.Named.Count > 0) throw new TemplateFault($"'{name}' is supported with one argument, got {a.Positional.Count + a.Named.Count}");
        return Arguments.Text(a.Positional[0], name);
    }

    private static bool Affix(Arguments a, string name, Func<string, StringComparison, bool> matches) =>
        a.Positional is [JinjaList { IsTuple: true } several] && a.Named.Count == 0
            ? several.Items.Any(i => matches(Arguments.Text(i, name).Value, StringComparison.Ordinal))
            : matches(One(a, name).Value, StringComparison.Ordinal);

    private static long Search(Execution run, MarkedText text, MarkedText wanted, bool fromEnd)
    {
        run.SpendSearch(text.Length, wanted.Length);
        var at = fromEnd ? text.Value.LastIndexOf(wanted.Value, StringComparison.Ordinal) : text.Value.IndexOf(wanted.Value, StringComparison.Ordinal);
        return at < 0 ? -1 : new CodePoints(text).Point(at);
    }

    private static long Occurrences(Execution run, MarkedText text, MarkedText wanted)
    {
        run.SpendSearch(text.Length, wanted.Length);
        if (wanted.Length == 0) return new CodePoints(text).Count + 1;
        var count = 0L;
        for (var at = text.Value.IndexOf(wanted.Value, StringComparison.Ordinal); at >= 0; at = text.Value.IndexOf(wanted.Value, at + wanted.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static bool All(MarkedText text, Func<char, bool> test) => text.Length > 0 && text.Value.All(test);
}
