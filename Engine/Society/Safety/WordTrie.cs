namespace PersonaSim.Engine.Society.Safety;

/// <summary>
/// The words of a lexicon, letter by letter, so that most words of a text are dismissed after one or two letters. A word is a run of letters
/// and digits, with apostrophes inside; capital letters and the shape of an apostrophe do not matter.
/// </summary>
internal sealed class WordTrie
{
    private const int Classes = 38; // 1 to 26 letters, 27 to 36 digits, 37 the apostrophe; 0: between words
    private const int Other = -1;

    private static readonly sbyte[] _classes = [.. Enumerable.Range(0, 128).Select(c => (char)c switch
    {
        >= 'a' and <= 'z' => (sbyte)(c - 'a' + 1),
        >= 'A' and <= 'Z' => (sbyte)(c - 'A' + 1),
        >= '0' and <= '9' => (sbyte)(c - '0' + 27),
        '\'' => (sbyte)37,
        _ => (sbyte)0,
    })];

    private readonly List<int> _next = [.. new int[Classes]];
    private readonly Dictionary<(int Node, char Letter), int> _others = []; // letters beyond ASCII
    private readonly List<int> _exact = [-1]; // [nodes]: the word that ends here
    private readonly List<int> _open = [-1]; // [nodes]: the word with a star that ends here
    private int[] _table = [];
    private int[] _exactTable = [];
    private int[] _openTable = [];

    /// <summary>The number of a word, a new one where it is not known yet; a star at its end takes any ending.</summary>
    public int Add(string pattern, ref int words)
    {
        var star = pattern.EndsWith('*');
        var node = 0;
        foreach (var letter in star ? pattern[..^1] : pattern)
        {
            var kind = ClassOf(letter);
            var (known, next) = kind > 0 ? (_next[(node * Classes) + kind] != 0, _next[(node * Classes) + kind]) : (_others.TryGetValue((node, Fold(letter)), out var o), o);
            if (!known)
            {
                next = _exact.Count;
                _next.AddRange(new int[Classes]);
                _exact.Add(-1);
                _open.Add(-1);
                if (kind > 0) _next[(node * Classes) + kind] = next;
                else _others[(node, Fold(letter))] = next;
            }

            node = next;
        }

        var ends = star ? _open : _exact;
        if (ends[node] < 0) ends[node] = words++;
        return ends[node];
    }

    public void Freeze() => (_table, _exactTable, _openTable) = ([.. _next], [.. _exact], [.. _open]);

    /// <summary>Moves past the next word; false at the text's end. <paramref name="found"/> gets the numbers of the words that it is.</summary>
    public bool Read(ReadOnlySpan<char> text, ref int at, out int start, Span<int> found, out int count)
    {
        count = 0;
        while (at < text.Length && (ClassOf(text[at]) is 0 or 37)) at++;
        start = at;
        if (at == text.Length) return false;
        var node = 0;
        for (; at < text.Length; at++)
        {
            var kind = ClassOf(text[at]);
            if (kind == 0 || (kind == 37 && (at + 1 == text.Length || ClassOf(text[at + 1]) is 0 or 37))) break;
            if (node < 0) continue;
            node = kind > 0 ? _table[(node * Classes) + kind] : _others.GetValueOrDefault((node, Fold(text[at])));
            if (node == 0) node = -1;
            else if (_openTable[node] >= 0 && count < found.Length) found[count++] = _openTable[node];
        }

        if (node > 0 && _exactTable[node] >= 0 && count < found.Length) found[count++] = _exactTable[node];
        return true;
    }

    /// <summary>Whether a lexicon can hold this letter.</summary>
    public static bool IsWordLetter(char letter) => ClassOf(letter) != 0;

    private static int ClassOf(char c) => c < 128 ? _classes[c] : c == '’' ? 37 : char.IsLetterOrDigit(c) ? Other : 0;

    private static char Fold(char c) => char.ToLowerInvariant(c);
}
