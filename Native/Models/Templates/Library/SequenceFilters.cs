using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Filters over whole sequences: order, ends, joins.</summary>
internal static class SequenceFilters
{
    public static void AddTo(Dictionary<string, Func<Execution, object?, Arguments, object?>> all)
    {
        all["list"] = (run, v, _) => new JinjaList(Conversion.Sequence(run, v));
        all["first"] = (run, v, _) => Conversion.Sequence(run, v) is [var first, ..] ? first : new Undefined("the sequence has no first item");
        all["last"] = (run, v, _) => Conversion.Sequence(run, v) is [.., var last] ? last : new Undefined("the sequence has no last item");
        all["join"] = Join;
        all["items"] = (run, v, _) => v is Undefined ? new JinjaList([]) : DictMethods.Items(run, Mapping(v, "items"), []);
        all["dictsort"] = DictSort;
        all["sort"] = Sort;
        all["unique"] = Unique;
        all["reverse"] = Reverse;
        all["sum"] = Sum;
        all["min"] = (run, v, a) => Extreme(run, v, a, "min", -1);
        all["max"] = (run, v, a) => Extreme(run, v, a, "max", 1);
    }

    private static MarkedText Join(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("join", "d", "attribute");
        var items = Conversion.Sequence(run, value).Select(i => (object?)Conversion.Text(run, Pick(run, i, given[1])));
        return TextMethods.Join(run, Conversion.Text(run, Arguments.Or(given[0], MarkedText.Empty)), [.. items]);
    }

    private static JinjaList DictSort(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("dictsort", "case_sensitive", "by", "reverse");
        var by = Arguments.Or(given[1], null) is MarkedText { Value: "value" };
        var entries = DictMethods.Items(run, Mapping(value, "dictsort"), []).Items;
        return Ordered(run, entries, e => ((JinjaList)e!).Items[by ? 1 : 0], Arguments.IsTrue(given[0], false), Arguments.IsTrue(given[2], false));
    }

    private static JinjaList Sort(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("sort", "reverse", "case_sensitive", "attribute");
        return Ordered(run, Conversion.Sequence(run, value), i => Pick(run, i, given[2]), Arguments.IsTrue(given[1], false), Arguments.IsTrue(given[0], false));
    }

    private static JinjaList Ordered(Execution run, IReadOnlyList<object?> items, Func<object?, object?> key, bool caseSensitive, bool reverse)
    {
        var order = Comparer<object?>.Create((x, y) => Comparison.Compare(run, x, y));
        object? Key(object? item) => Folded(key(item), caseSensitive);
        try
        {
            return new JinjaList([.. reverse ? items.OrderByDescending(Key, order) : items.OrderBy(Key, order)]); // both are stable
        }
        catch (InvalidOperationException e) when (e.InnerException is TemplateFault fault)
        {
            throw fault;
        }
    }

    private static JinjaList Unique(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("unique", "case_sensitive", "attribute");
        var seen = new JinjaDict();
        var kept = new List<object?>();
        foreach (var item in Conversion.Sequence(run, value))
        {
            var key = Folded(Pick(run, item, given[1]), Arguments.IsTrue(given[0], false));
            if (seen.TryGet(key, out _)) continue;
            seen.Set(key, true);
            kept.Add(item);
        }

        return new JinjaList(kept);
    }

    private static object Reverse(Execution run, object? value, Arguments a) => value is MarkedText
        ? Access.Slice(run, value, null, null, -1)
        : new JinjaList([.. Conversion.Sequence(run, value).Reverse()]);

    private static object? Sum(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("sum", "attribute", "start");
        return Conversion.Sequence(run, value).Aggregate(Arguments.Or(given[1], 0L), (sum, item) => Operators.Binary(run, "+", sum, Pick(run, item, given[0])));
    }

    private static object? Extreme(Execution run, object? value, Arguments a, string name, int sign)
    {
        var given = a.Bind(name, "case_sensitive", "attribute");
        var items = Conversion.Sequence(run, value);
        if (items.Count == 0) return new Undefined($"the sequence has no {name}");
        object? Key(object? item) => Folded(Pick(run, item, given[1]), Arguments.IsTrue(given[0], false));
        return items.Aggregate((best, item) => Comparison.Compare(run, Key(item), Key(best)) * sign > 0 ? item : best);
    }

    private static object? Folded(object? key, bool caseSensitive) => key is MarkedText t && !caseSensitive ? t.With(t.Value.ToLowerInvariant()) : key;

    private static JinjaDict Mapping(object? value, string filter) =>
        value as JinjaDict ?? throw new TemplateFault($"the filter '{filter}' needs a mapping, got {Conversion.TypeName(value)}");

    private static object? Pick(Execution run, object? item, object? attribute) =>
        Arguments.Or(attribute, null) is { } path ? SelectionFilters.Attribute(run, item, path) : item;
}
