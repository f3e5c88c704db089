using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>What may follow <c>|</c>.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<Execution, object?, Arguments, object?>> _all = new(StringComparer.Ordinal)
    {
        ["default"] = Default,
        ["d"] = Default,
        ["tojson"] = Json.Write,
        ["string"] = (run, v, _) => Conversion.Text(run, v),
        ["safe"] = (run, v, _) => Conversion.Text(run, v), // nothing is escaped, so nothing is unsafe
        ["attr"] = (_, v, a) => Access.OwnAttribute(v, Arguments.Text(a.Bind("attr", "name")[0], "attr").Value),
    };

    static Filters()
    {
        TextFilters.AddTo(_all);
        NumberFilters.AddTo(_all);
        SequenceFilters.AddTo(_all);
        SelectionFilters.AddTo(_all);
    }

    public static bool Exists(string name) => _all.ContainsKey(name);

    public static object? Apply(Execution run, string name, object? value, Arguments arguments)
    {
        run.Step();
        if (!_all.TryGetValue(name, out var filter)) throw new TemplateFault($"the filter '{name}' is not supported");
        run.Spend(value switch { MarkedText t => t.Length, JinjaList l => l.Items.Count, JinjaDict d => d.Entries.Count, _ => 1 });
        return filter(run, value, arguments);
    }

    private static object? Default(Execution run, object? value, Arguments a)
    {
        var given = a.Bind("default", "default_value", "boolean");
        var replace = value is Undefined || (Arguments.IsTrue(given[1], false) && !Conversion.Truth(value));
        return replace ? Arguments.Or(given[0], MarkedText.Empty) : value;
    }
}
