using System.Reflection;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A record: named keys, each of a shape of its own, with the defaults of the record.</summary>
internal sealed class RecordShape : ValueShape
{
    private readonly IReadOnlyList<KeyShape> _keys;

    public RecordShape(Type type, IReadOnlyList<Type> around, List<string> wrong)
        : base(type)
    {
        if (around.Contains(type)) throw new ArgumentException($"{type.Name} cannot be configured: it holds itself.");
        Default = Activator.CreateInstance(type)!;
        // tokens are given in the order of declaration
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }).OrderBy(p => p.MetadataToken);
        _keys = [.. properties.Select(p => new KeyShape(p, Default, [.. around, type], wrong))];
        if (_keys.Count == 0) wrong.Add($"{type.Name} has no property with `init`");
    }

    /// <summary>The record as its declaration leaves it.</summary>
    public object Default { get; }

    public override string Name => "keys";

    public override object? Bind(ConfigNode? node, object? fallback, string path, Binding binding)
    {
        if (node is not (null or ConfigMap or ConfigScalar { IsNull: true }))
        {
            binding.Errors.Add(node.Position, path, $"found {Shown.Of(node)}, expected keys: {string.Join(", ", _keys.Select(k => k.Name))}.");
            return fallback ?? Default;
        }

        var map = node as ConfigMap;
        var result = Activator.CreateInstance(Type)!;
        foreach (var key in _keys)
        {
            var entry = map?.Find(key.Name);
            if (entry is null && key.IsRequired && fallback is null) binding.Errors.Add(node?.Position ?? default, Join(path, key.Name), $"is missing; it is {key.Value.Name}: {key.Doc}");
            else key.Property.SetValue(result, key.Bind(entry?.Value, key.Property.GetValue(fallback ?? Default), Join(path, key.Name), binding));
        }

        foreach (var entry in map?.Entries ?? []) RefuseUnknown(entry, path, binding);
        return result;
    }

    public override ConfigNode Write(object value, object? fallback) =>
        new ConfigMap([.. _keys.Select(k => new ConfigEntry(k.Name, default, k.Write(k.Property.GetValue(value), k.Property.GetValue(fallback ?? Default))))], default);

    public override IEnumerable<ConfigKey> Keys(string path) => _keys.SelectMany(k => k.Keys(Join(path, k.Name)));

    private void RefuseUnknown(ConfigEntry entry, string path, Binding binding)
    {
        if (_keys.Any(k => k.Name == entry.Key)) return;
        var isTop = path.Length == 0;
        string[] known = [.. _keys.Select(k => k.Name), .. isTop ? binding.ReservedAtTop : []];
        if (isTop && binding.Others.Contains(entry.Key))
        {
            binding.Errors.Add(entry.Position, entry.Key, "this is the section of another study. " + Known(known, []));
            return;
        }

        var near = Nearest.Of(entry.Key, isTop ? [.. known, .. binding.Others] : known);
        var elsewhere = near is null ? binding.Elsewhere(entry.Key) : [];
        var hint = near is not null ? $", did you mean {near}?" : elsewhere.Count > 0 ? $"; there is {string.Join(" and ", elsewhere)}." : ".";
        binding.Errors.Add(entry.Position, Join(path, Shown.Clip(entry.Key)), $"there is no such key{hint} {Known(known, isTop ? binding.Others : [])}");
    }

    private static string Known(IReadOnlyList<string> known, IReadOnlyList<string> others) =>
        $"Known here: {string.Join(", ", known)}.{(others.Count == 0 ? "" : $" Sections of other studies: {string.Join(", ", others)}.")}";

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
