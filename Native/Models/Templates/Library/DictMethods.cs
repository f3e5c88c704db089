using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Methods of a mapping that do not change it.</summary>
internal static class DictMethods
{
    public static Function? Find(JinjaDict dict, string name) => name switch
    {
        "items" => new Function(name, (run, a) => Items(run, dict, a.Bind(name))),
        "keys" => new Function(name, (run, a) => List(run, dict, a.Bind(name), e => e.Key)),
        "values" => new Function(name, (run, a) => List(run, dict, a.Bind(name), e => e.Value)),
        "get" => new Function(name, (_, a) => Get(dict, a.Bind(name, "key", "default"))),
        "copy" => new Function(name, (_, _) => dict),
        "pop" or "popitem" or "update" or "clear" or "setdefault" => new Function(name, (_, _) => throw ListMethods.Immutable("mapping", name)),
        _ => null,
    };

    public static JinjaList Items(Execution run, JinjaDict dict, object?[] _) => List(run, dict, _, e => new JinjaList([e.Key, e.Value], isTuple: true));

    private static JinjaList List(Execution run, JinjaDict dict, object?[] _, Func<KeyValuePair<object?, object?>, object?> pick)
    {
        run.SpendItems(dict.Entries.Count);
        return new JinjaList([.. dict.Entries.Select(pick)]);
    }

    private static object? Get(JinjaDict dict, object?[] given) =>
        dict.TryGet(Arguments.Required(given[0], "get", "key"), out var value) ? value : Arguments.Or(given[1], null);
}

/// <summary>Methods of a list that do not change it.</summary>
internal static class ListMethods
{
    public static Function? Find(JinjaList list, string name) => name switch
    {
        "count" => new Function(name, (run, a) => (long)list.Items.Count(i => Comparison.Equal(run, i, Wanted(a, name)))),
        "index" => new Function(name, (run, a) => Index(run, list, Wanted(a, name))),
        "append" or "extend" or "insert" or "pop" or "remove" or "clear" or "sort" or "reverse" => new Function(name, (_, _) => throw Immutable("list", name)),
        _ => null,
    };

    public static TemplateFault Immutable(string what, string method) =>
        new($"'{method}' would change a {what}; templates cannot (Hugging Face renders them in an immutable sandbox, too)");

    private static object? Wanted(Arguments a, string name) => Arguments.Required(a.Bind(name, "value")[0], name, "value");

    private static long Index(Execution run, JinjaList list, object? wanted)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Comparison.Equal(run, list.Items[i], wanted)) return i;
        }

        throw new TemplateFault("index: the value is not in the list");
    }
}
