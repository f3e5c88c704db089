using System.Buffers;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>White space as Python's <c>str.isspace</c> sees it: .NET's, and the four separators U+001C to U+001F.</summary>
internal static class White
{
    public static SearchValues<char> Characters { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f')]);

    public static bool Is(char c) => Characters.Contains(c);

    public static string TrimEnd(string text) => text[..(text.AsSpan().LastIndexOfAnyExcept(Characters) + 1)];

    /// <summary>Takes white space, or any of <paramref name="characters"/>, off the chosen ends.</summary>
    public static MarkedText Strip(MarkedText text, string? characters, bool start, bool end)
    {
        var set = characters is null ? Characters : SearchValues.Create(characters);
        var span = text.Value.AsSpan();
        var first = start ? span.IndexOfAnyExcept(set) : 0;
        if (first < 0) return MarkedText.Empty;
        var last = end ? span.LastIndexOfAnyExcept(set) : span.Length - 1;
        return text.Slice(first, last + 1 - first);
    }
}
