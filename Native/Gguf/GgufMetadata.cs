using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PersonaSim.Native.Gguf;

/// <summary>A file's keys and values, in the file's order.</summary>
public sealed class GgufMetadata : IEnumerable<KeyValuePair<string, GgufValue>>
{
    private readonly OrderedDictionary<string, GgufValue> _values;
    private readonly string _file;
    private readonly long _end;

    internal GgufMetadata(OrderedDictionary<string, GgufValue> values, string file, long end)
    {
        _values = values;
        _file = file;
        _end = end;
    }

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<GgufValue> Values => _values.Values;

    public GgufValue this[string key] => TryGetValue(key, out var value) ? value : throw Missing(key);

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out GgufValue value) => _values.TryGetValue(key, out value);

    /// <summary>The u32 under <paramref name="key"/>; another type or no such key is refused.</summary>
    public uint GetUInt32(string key)
    {
        var value = this[key];
        if (value.Type == GgufValueType.U32 && value.TryGetInteger(out var number)) return (uint)number;
        throw Wrong(key, value, "u32");
    }

    /// <summary>The integer of any width under <paramref name="key"/>.</summary>
    public long GetInteger(string key)
    {
        var value = this[key];
        return !value.IsArray && value.TryGetInteger(out var number) ? number : throw Wrong(key, value, "an integer");
    }

    public string GetString(string key)
    {
        var value = this[key];
        return value.Type == GgufValueType.String ? value.Text() : throw Wrong(key, value, "string");
    }

    /// <summary>False without the key; another type under it is refused.</summary>
    public bool TryGetInteger(string key, out long value)
    {
        var found = ContainsKey(key);
        value = found ? GetInteger(key) : 0;
        return found;
    }

    /// <summary>False without the key; another type under it is refused.</summary>
    public bool TryGetString(string key, [NotNullWhen(true)] out string? value)
    {
        value = ContainsKey(key) ? GetString(key) : null;
        return value is not null;
    }

    /// <summary>False without the key; another type under it is refused.</summary>
    public bool TryGetFloat(string key, out double value)
    {
        value = 0;
        if (!TryGetValue(key, out var found)) return false;
        return !found.IsArray && found.TryGetFloat(out value) ? true : throw Wrong(key, found, "f32 or f64");
    }

    /// <summary>False without the key; another type under it is refused.</summary>
    public bool TryGetBool(string key, out bool value)
    {
        value = false;
        if (!TryGetValue(key, out var found)) return false;
        return !found.IsArray && found.TryGetBool(out value) ? true : throw Wrong(key, found, "bool");
    }

    public IEnumerator<KeyValuePair<string, GgufValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The refusal of one key's value; the message names file, key and offset.</summary>
    internal GgufFormatException Refuse(string key, GgufValue value, string detail) =>
        new(_file, $"metadata key {GgufFormatException.Quote(key)}", value.Offset, detail);

    internal GgufFormatException Wrong(string key, GgufValue value, string expected) =>
        Refuse(key, value, $"is {value.TypeName}, expected {expected}");

    internal GgufFormatException Missing(string key) =>
        new(_file, $"metadata key {GgufFormatException.Quote(key)}", _end, $"is missing; the metadata ends here after {Count} keys");
}
