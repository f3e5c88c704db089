namespace PersonaSim.Engine.Agents.Memory;

/// <summary>Words that hold English sentences together and say nothing about what they are about.</summary>
internal static class StopWords
{
    private const int Longest = 5;

    private static readonly HashSet<string> _words = new(
        ("a about all am an and any are as at be been but by can did do does for from had has have he her here him his i if in into is it its me my not "
        + "of off on or our out she so some than that the their them then there these they this those to too up us was we were what when where which "
        + "who will with would you your").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => word.Length <= Longest && _lookup.Contains(word);
}
