using System.Diagnostics.CodeAnalysis;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>A mapping that remembers the order of insertion; keys are none, bools, numbers and texts.</summary>
internal sealed class JinjaDict
{
    private readonly Dictionary<object, int> _index = [];
    private readonly List<KeyValuePair<object?, object?>> _entries = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Entries => _entries;

    public void Set(object? key, object? value)
    {
        var hash = Hash(key);
        if (_index.TryGetValue(hash, out var at)) _entries[at] = new(_entries[at].Key, value);
        else
        {
            _index[hash] = _entries.Count;
            _entries.Add(new(key, value));
        }
    }

    public void Set(string key, object? value) => Set(MarkedText.Of(key), value);

    public bool TryGet(object? key, [MaybeNullWhen(true)] out object? value)
    {
        value = null;
        if (key is Undefined or JinjaList { IsTuple: true }) return false; // such keys could be asked for, but none is ever stored
        if (!_index.TryGetValue(Hash(key), out var at)) return false;
        value = _entries[at].Value;
        return true;
    }

    private static readonly object _noneKey = new();

    // 1, 1.0 and True are one key
    private static object Hash(object? key) => key switch
    {
        null => _noneKey,
        bool b => b ? 1L : 0L,
        double d when d == Math.Floor(d) && Math.Abs(d) < 1e15 => (long)d,
        long or double or MarkedText => key,
        _ => throw new TemplateFault($"a {Conversion.TypeName(key)} cannot be a key of a mapping"),
    };
}
