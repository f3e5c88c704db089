using System.Text;

namespace PersonaSim.Engine.Measures.Probes.Blinding;

/// <summary>
/// Puts a letter in the place of every name, the same for the same person throughout a transcript, in any casing: a word too much is lost
/// rather than a name shown. Names count as whole words, also before a possessive.
/// </summary>
internal sealed class NameBlinder
{
    private const string Letters = "BCDEFGHJKLMNOPQRSTUVWXYZ"; // A and I are words
    private const string Somebody = "somebody";
    private readonly NameBook _people = new();

    public NameBlinder(IEnumerable<string> people)
    {
        foreach (var name in people) _people.Add(name);
    }

    /// <summary>The lines without the names of people and without the names that stand around them.</summary>
    public IReadOnlyList<string> Blind(IReadOnlyList<SpokenLine> lines)
    {
        var around = new NameBook();
        foreach (var name in lines.SelectMany(l => l.Names)) around.Add(name);
        var letters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var free = new Queue<string>(Letters.Select(l => l.ToString()).Where(l => !_people.TryFind(l, out _) && !around.TryFind(l, out _)));
        return [.. lines.Select(l => Blind(l.Text, around, letters, free))];
    }

    private string Blind(string text, NameBook around, Dictionary<string, string> letters, Queue<string> free)
    {
        var blind = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Find(text, at, around) is var (length, owner) && length > 0)
            {
                blind.Append(Letter(owner, letters, free));
                at += length;
            }
            else
            {
                blind.Append(text[at++]);
            }
        }

        return blind.ToString();
    }

    // the longest name that begins here and ends at a word's end
    private (int Length, string Owner) Find(string text, int at, NameBook around)
    {
        if (!IsBorder(text, at)) return (0, "");
        for (var end = Math.Min(text.Length, at + Math.Max(_people.Longest, around.Longest)); end > at; end--)
        {
            if (!IsBorder(text, end)) continue;
            var span = text.AsSpan(at, end - at);
            if (_people.TryFind(span, out var owner) || around.TryFind(span, out owner)) return (end - at, owner);
        }

        return (0, "");
    }

    private static string Letter(string owner, Dictionary<string, string> letters, Queue<string> free)
    {
        if (owner == NameBook.Several) return Somebody;
        if (letters.TryGetValue(owner, out var known)) return known;
        return letters[owner] = free.TryDequeue(out var letter) ? letter : Somebody;
    }

    private static bool IsBorder(string text, int at) => at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);
}
