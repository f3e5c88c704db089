using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>
/// Upper and lower case, one character for one, so that marks stay with their characters; Python's few mappings that change
/// the length (such as the German sharp s) are not made.
/// </summary>
internal static class Casing
{
    public static MarkedText Capitalize(MarkedText text) =>
        text.Length == 0 ? text : text.With(char.ToUpperInvariant(text.Value[0]) + text.Value[1..].ToLowerInvariant());

    /// <summary>Upper case after each character that <paramref name="separates"/>, lower case elsewhere.</summary>
    public static MarkedText Title(MarkedText text, Func<char, bool> separates)
    {
        var first = true;
        return text.With(string.Create(text.Length, text.Value, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = first ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
                first = separates(source[i]);
            }
        }));
    }

    public static MarkedText Swap(MarkedText text) =>
        text.With(string.Concat(text.Value.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))));
}
