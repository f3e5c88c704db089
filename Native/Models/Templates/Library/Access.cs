using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary><c>value.name</c>, <c>value[key]</c> and slices.</summary>
internal static class Access
{
    /// <summary>A method or attribute first, then an item of that name.</summary>
    public static object? Attribute(object? value, string name)
    {
        if (value is Undefined missing) throw missing.Fault();
        if (TryOwn(value, name, out var own)) return own;
        return value is JinjaDict dict && dict.TryGet(MarkedText.Of(name), out var item) ? item : Nothing(value, name);
    }

    /// <summary>A method or attribute, never an item: the filter <c>attr</c>.</summary>
    public static object? OwnAttribute(object? value, string name) =>
        value is Undefined missing ? throw missing.Fault() : TryOwn(value, name, out var own) ? own : Nothing(value, name);

    /// <summary>An item first, then a method or attribute of that name.</summary>
    public static object? Item(Execution run, object? value, object? key)
    {
        switch (value)
        {
            case Undefined missing:
                throw missing.Fault();
            case JinjaDict dict when key is not Undefined && dict.TryGet(key, out var item):
                return item;
            case JinjaList list when key is long or bool:
                return At(list.Items.Count, key, i => list.Items[i]);
            case MarkedText text when key is long or bool:
                run.Spend(text.Length);
                var points = new CodePoints(text);
                return At(points.Count, key, i => points.Slice(i, i + 1));
        }

        var name = key is MarkedText t ? t.Value : null;
        return name is not null && TryOwn(value, name, out var own) ? own : Nothing(value, name ?? Conversion.Scalar(key) ?? Conversion.TypeName(key));
    }

    public static object Slice(Execution run, object? value, long? start, long? stop, long step)
    {
        if (value is Undefined missing) throw missing.Fault();
        if (step == 0) throw new TemplateFault("the step of a slice cannot be 0");
        var points = value is MarkedText text ? new CodePoints(text) : default;
        var count = value is MarkedText ? points.Count : value is JinjaList l ? l.Items.Count : throw new TemplateFault($"a {Conversion.TypeName(value)} cannot be sliced");
        run.Spend(count);
        long Bound(long? bound, long otherwise) => bound is not { } b ? otherwise : Math.Clamp(b < 0 ? b + count : b, step < 0 ? -1 : 0, step < 0 ? count - 1 : count);
        var from = Bound(start, step < 0 ? count - 1 : 0);
        var to = Bound(stop, step < 0 ? -1 : count);
        if (step == 1 && value is MarkedText) return points.Slice((int)from, (int)to);
        var picked = new List<int>();
        for (var i = from; step > 0 ? i < to : i > to; i += Math.Clamp(step, -count - 1, count + 1)) picked.Add((int)i);
        if (value is JinjaList list) return new JinjaList([.. picked.Select(i => list.Items[i])], list.IsTuple);
        var builder = new MarkedBuilder(run);
        foreach (var i in picked) builder.Append(points.Slice(i, i + 1));
        return builder.ToText();
    }

    private static bool TryOwn(object? value, string name, out object? own)
    {
        if (value is JinjaNamespace space) return space.Attributes.TryGetValue(name, out own);
        own = value switch
        {
            MarkedText text => TextMethods.Find(text, name),
            JinjaDict dict => DictMethods.Find(dict, name),
            JinjaList list => ListMethods.Find(list, name),
            Loop loop => loop.Attribute(name),
            _ => null,
        };
        // what a loop has may be none: its neighbouring items
        return own is not null || value is Loop;
    }

    private static object? At(int count, object key, Func<int, object?> item)
    {
        var index = (long)Conversion.Number(key)!;
        if (index < 0) index += count;
        return index >= 0 && index < count ? item((int)index) : new Undefined($"there is no item {Conversion.Scalar(key)}");
    }

    private static Undefined Nothing(object? value, string name) => new($"a {Conversion.TypeName(value)} has no '{name}'");
}
