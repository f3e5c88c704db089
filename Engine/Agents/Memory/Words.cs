using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The words of a text that carry meaning, one after the other, without allocation: runs of Unicode letters, marks and digits, lower-case
/// invariant, without <see cref="StopWords"/>, plurals folded. A possessive <c>'s</c> is cut, other apostrophes vanish (<c>don't</c> is
/// <c>dont</c>). Of a word longer than the buffer only the beginning counts.
/// </summary>
internal ref struct Words(ReadOnlySpan<char> text, Span<char> buffer)
{
    public const int LongestWord = 64;

    private readonly Span<char> _buffer = buffer;
    private ReadOnlySpan<char> _rest = text;
    private int _length;

    public readonly ReadOnlySpan<char> Current => _buffer[.._length];

    public readonly Words GetEnumerator() => this;

    public bool MoveNext()
    {
        while (ReadWord())
        {
            if (StopWords.Contains(Current)) continue;
            _length = FoldPlural(_buffer[.._length]);
            return true;
        }

        return false;
    }

    private bool ReadWord()
    {
        _length = 0;
        var apostrophe = -1; // length of the word when it came
        var i = 0;
        while (i < _rest.Length)
        {
            var c = _rest[i];
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) Append(c);
            else if (char.IsAsciiLetterUpper(c)) Append((char)(c | 0x20));
            else if (c is '\'' or '\u2019' && _length > 0) apostrophe = _length;
            else if (c < 128 || !ReadRune(ref i))
            {
                if (_length > 0) break;
            }

            i++;
        }

        _rest = _rest[i..];
        if (apostrophe == _length - 1 && apostrophe > 0 && _buffer[apostrophe] == 's') _length = apostrophe;
        return _length > 0;
    }

    /// <summary>Takes the rune at <paramref name="i"/> if it is part of a word, and leaves <paramref name="i"/> at its last character.</summary>
    private bool ReadRune(ref int i)
    {
        if (Rune.DecodeFromUtf16(_rest[i..], out var rune, out var used) != System.Buffers.OperationStatus.Done) return false;
        i += used - 1;
        if (!Rune.IsLetterOrDigit(rune) && !IsMark(rune)) return false;
        rune = Rune.ToLowerInvariant(rune);
        if (_length + rune.Utf16SequenceLength <= _buffer.Length) _length += rune.EncodeToUtf16(_buffer[_length..]);
        return true;
    }

    // vowel signs of Indic scripts and combining accents belong to their word
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private void Append(char c)
    {
        if (_length < _buffer.Length) _buffer[_length++] = c;
    }

    // After Harman's S stemmer ("How effective is suffixing?", 1991): a word and its plural should meet; a stem need not be a word.
    private static int FoldPlural(Span<char> word)
    {
        var n = word.Length;
        if (n < 4 || word[n - 1] != 's' || word[n - 2] is 's' or 'u' or 'i') return n; // glass, virus, basis
        if (word.EndsWith("ies") && n > 4)
        {
            word[n - 3] = 'y'; // stories, but not ties
            return n - 2;
        }

        return word.EndsWith("sses") || word.EndsWith("shes") || word.EndsWith("ches") || word.EndsWith("xes") ? n - 2 : n - 1;
    }
}
