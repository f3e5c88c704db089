using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A dictionary in the order of its names that equals another of the same content, so that records which hold one do.</summary>
internal sealed class ValueMap<T>(Dictionary<string, T> entries) : IReadOnlyDictionary<string, T>, IEquatable<ValueMap<T>>
{
    private readonly SortedDictionary<string, T> _entries = new(entries, StringComparer.Ordinal);

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<T> Values => _entries.Values;

    public T this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    public bool Equals(ValueMap<T>? other) => other is not null && _entries.SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as ValueMap<T>);

    public override int GetHashCode() => _entries.Count; // equal maps have equal counts; nothing is kept in buckets by it

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
