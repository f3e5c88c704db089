using System.Globalization;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Filters that apply a test or another filter to each item.</summary>
internal static class SelectionFilters
{
    public static void AddTo(Dictionary<string, Func<Execution, object?, Arguments, object?>> all)
    {
        all["select"] = (run, v, a) => Where(run, v, a, byAttribute: false, keep: true);
        all["reject"] = (run, v, a) => Where(run, v, a, byAttribute: false, keep: false);
        all["selectattr"] = (run, v, a) => Where(run, v, a, byAttribute: true, keep: true);
        all["rejectattr"] = (run, v, a) => Where(run, v, a, byAttribute: true, keep: false);
        all["map"] = Map;
    }

    /// <summary>An item's attribute by a path with dots, numbers being indices.</summary>
    public static object? Attribute(Execution run, object? item, object? path)
    {
        if (path is long) return Access.Item(run, item, path);
        foreach (var part in Arguments.Text(path, "attribute").Value.Split('.'))
        {
            object key = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : MarkedText.Of(part);
            item = Access.Item(run, item, key);
        }

        return item;
    }

    private static JinjaList Where(Execution run, object? value, Arguments a, bool byAttribute, bool keep)
    {
        if (byAttribute && a.Positional.Count == 0) throw new TemplateFault("selectattr and rejectattr need an attribute");
        var rest = byAttribute ? a.Positional.Skip(1).ToList() : a.Positional;
        var test = rest.Count > 0 ? Arguments.Text(rest[0], "the test").Value : null;
        var arguments = new Arguments([.. rest.Skip(1)], a.Named);
        return new JinjaList([.. Items(run, value).Where(item =>
        {
            run.Step();
            var subject = byAttribute ? Attribute(run, item, a.Positional[0]) : item;
            return (test is null ? Conversion.Truth(subject) : Tests.Holds(run, test, subject, arguments)) == keep;
        })]);
    }

    // none, 0 and other false values count as empty here, unlike in a loop
    private static IReadOnlyList<object?> Items(Execution run, object? value) => Conversion.Truth(value) ? Conversion.Sequence(run, value) : [];

    private static JinjaList Map(Execution run, object? value, Arguments a)
    {
        var items = Items(run, value);
        if (a.Positional.Count > 0)
        {
            var filter = Arguments.Text(a.Positional[0], "map").Value;
            var arguments = new Arguments([.. a.Positional.Skip(1)], a.Named);
            return new JinjaList([.. items.Select(item => Filters.Apply(run, filter, item, arguments))]);
        }

        var given = a.Bind("map", "", "attribute", "default");
        var path = Arguments.Required(given[1], "map", "attribute");
        return new JinjaList([.. items.Select(item =>
        {
            run.Step();
            return Attribute(run, item, path) is var found && found is Undefined ? Arguments.Or(given[2], found) : found;
        })]);
    }
}
