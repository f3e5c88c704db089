using System.Runtime.InteropServices;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// What the memories of a town have in common and therefore keep once: settings, the table of recency, words and names by number, and texts that
/// many remember. Not for several threads at once, like the streams that share it.
/// </summary>
public sealed class MemoryCommons
{
    private const int RecentTexts = 4096; // a power of two
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _names = [null];
    private readonly List<int[]> _wordsOfNames = [[]];
    private readonly string?[] _texts = new string?[RecentTexts];

    public MemoryCommons(MemorySettings? settings = null)
    {
        Settings = (settings ?? new MemorySettings()).Checked();
        Decay = new Decay(Settings.HalfLifeTicks);
    }

    public MemorySettings Settings { get; }

    internal Decay Decay { get; }

    internal WordNumbers Words { get; } = new();

    /// <summary>The number of a person or a place; 0 is nobody.</summary>
    internal int NumberOf(string? name)
    {
        if (name is null) return 0;
        if (_numbers.TryGetValue(name, out var number)) return number;
        number = _names.Count;
        _names.Add(name);
        _wordsOfNames.Add([.. Words.Of(name)]);
        _numbers.Add(name, number);
        return number;
    }

    internal string? NameOf(int number) => _names[number];

    internal ReadOnlySpan<int> WordsOfName(int number) => _wordsOfNames[number];

    /// <summary>The same text, where somebody remembers it already: in a town the same things happen again and again.</summary>
    internal string Same(string text, out uint print)
    {
        print = Print(text);
        ref var known = ref _texts[print & (RecentTexts - 1)];
        return known == text ? known : known = text;
    }

    // tells most texts apart without reading them; nothing that is kept or decided depends on it
    private static uint Print(string text)
    {
        const ulong odd = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length * odd;
        var whole = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        foreach (var four in whole) hash = (hash ^ four) * odd;
        foreach (var unit in text.AsSpan(4 * whole.Length)) hash = (hash ^ unit) * odd;
        return (uint)(hash >> 32);
    }
}
