using System.Globalization;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Values of one shape in an order.</summary>
internal sealed class ListShape(Type type, ValueShape element) : ValueShape(type)
{
    public ValueShape Element => element;

    public override string Name => "a list, each " + (element is RecordShape ? "with keys" : element.Name);

    public override object? Bind(ConfigNode? node, object? fallback, string path, Binding binding)
    {
        var before = fallback is null ? [] : ((System.Collections.IEnumerable)fallback).Cast<object>().ToList();
        if (node is null or ConfigScalar { IsNull: true }) return Make(before.Select((e, i) => element.Bind(null, e, $"{path}.{i}", binding)));
        if (node is ConfigList list) return Make(list.Items.Select((item, i) => element.Bind(item, null, $"{path}.{i}", binding)));
        // `--set a.0.b=c` where only the default has a list
        if (node is ConfigMap { Position.Line: 0 } map && map.Entries.All(e => Index(e.Key) is not null)) return BindElements(map, before, path, binding);
        binding.Errors.Add(node.Position, path, $"found {Shown.Of(node)}, expected a list.");
        return fallback;
    }

    public override ConfigNode Write(object value, object? fallback) =>
        new ConfigList([.. ((System.Collections.IEnumerable)value).Cast<object>().Select(e => element.Write(e, null))], default);

    public override IEnumerable<ConfigKey> Keys(string path) => element.Keys(path + ".N");

    private object? BindElements(ConfigMap map, List<object> before, string path, Binding binding)
    {
        foreach (var entry in map.Entries.Where(e => Index(e.Key) >= before.Count)) binding.Errors.Add(entry.Position, path, ConfigMerge.NoElement(entry.Key, before.Count));
        return Make(before.Select((e, i) => element.Bind(map.Entries.FirstOrDefault(entry => Index(entry.Key) == i)?.Value, e, $"{path}.{i}", binding)));
    }

    private object Make(IEnumerable<object?> elements)
    {
        var list = elements.Where(e => e is not null).ToArray(); // null: a mistake that is reported
        var typed = Array.CreateInstance(element.Type, list.Length);
        list.CopyTo(typed, 0);
        return Activator.CreateInstance(typeof(ValueList<>).MakeGenericType(element.Type), typed)!;
    }

    private static int? Index(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
