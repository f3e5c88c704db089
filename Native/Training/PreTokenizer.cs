using System.Text.RegularExpressions;

namespace PersonaSim.Native.Training;

/// <summary>
/// Cuts a text into the pieces within which merges happen, as llama.cpp does for this name: contractions, words with at most one sign in
/// front, single digits, runs of signs, line breaks, blanks. (The pattern is the published one of Qwen 2's tokenizer.)
/// </summary>
internal static partial class PreTokenizer
{
    public const string Name = "qwen2";

    public static IEnumerable<string> Words(string text) => Pieces().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
