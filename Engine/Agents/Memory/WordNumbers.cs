namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// Every word that a town has used, once, and its number: what people remember are then numbers, and a word is looked up in one table that is always
/// in the processor's cache instead of in each person's own. Words stay, also when nobody remembers them any more; a town has a few thousand.
/// </summary>
internal sealed class WordNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<int> _found = [];
    private int[] _marks = new int[256];
    private string _text = "";

    public WordNumbers() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A number for each word that whoever asks is busy with; all are 0 between uses.</summary>
    public int[] Marks => _marks;

    /// <summary>The words of a text, each as often as it stands there; they stand until another text is read.</summary>
    public ReadOnlySpan<int> Of(string text)
    {
        if (_text != text) Read(text); // what is said is remembered by all who hear it, one after the other
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_found);
    }

    /// <summary>The number of a word that was used before, or -1.</summary>
    public int Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var number) ? number : -1;

    private void Read(string text)
    {
        _found.Clear();
        _text = text;
        foreach (var word in new Words(text, stackalloc char[Words.LongestWord]))
        {
            if (!_lookup.TryGetValue(word, out var number)) _lookup[word] = number = _numbers.Count;
            _found.Add(number);
        }

        if (_marks.Length < _numbers.Count) Array.Resize(ref _marks, 2 * _numbers.Count);
    }
}
