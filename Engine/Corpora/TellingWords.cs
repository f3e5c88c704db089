using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town.Rules;

namespace PersonaSim.Engine.Corpora;

/// <summary>Where in a town's answer a personality shows: which option is chosen, and with which words a phrase of <see cref="Wording"/> begins.</summary>
internal static class TellingWords
{
    private const int PhraseWords = 4; // by then nearly every phrase is another than all others
    private static readonly IReadOnlyList<string> _phrases = [.. Wording.Classes.SelectMany(Wording.Phrases).Select(p => Head(p[..(p.IndexOf('{', StringComparison.Ordinal) is >= 0 and var place ? place : p.Length)]))];

    /// <summary>Stretches of the text, in order and apart from each other. Each begins with a blank or behind a mark and ends with a letter or digit: there a tokenizer cuts anyway.</summary>
    public static IReadOnlyList<(int Start, int End)> Of(Shape shape, string answer)
    {
        var all = new List<(int Start, int End)>();
        if (shape is ChoiceShape choice) all.AddRange(Chosen(choice.Options, answer, 0));
        if (shape is FieldsShape { Fields: [{ Name: var name, Shape: ChoiceShape first }, ..] } && $"{{\"{name}\":\"" is var lead && answer.StartsWith(lead, StringComparison.Ordinal)) all.AddRange(Chosen(first.Options, answer[..answer.IndexOf('"', lead.Length)], lead.Length));
        foreach (var phrase in _phrases)
        {
            for (var at = answer.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = answer.IndexOf(phrase, at + phrase.Length, StringComparison.Ordinal))
            {
                var ends = at + phrase.Length == answer.Length || !char.IsLetter(answer[at + phrase.Length]);
                if (ends && at >= 2 && answer[at - 2] is '.' or '!' or '?') all.Add((at - 1, at + phrase.Length));
            }
        }

        all.Sort();
        return [.. all.Where((range, i) => i == 0 || range.Start >= all[i - 1].End)];
    }

    // its first word, and the word by which it is no other option
    private static IEnumerable<(int Start, int End)> Chosen(IReadOnlyList<string> options, string answer, int from)
    {
        var chosen = answer[from..];
        var same = options.Where(o => o != chosen).Select(o => o.Zip(chosen).TakeWhile(p => p.First == p.Second).Count()).DefaultIfEmpty(0).Max();
        var first = WordEnd(chosen, 0);
        yield return (from, from + first);
        var start = same < first ? 0 : chosen.LastIndexOf(' ', Math.Min(same, chosen.Length - 1));
        if (start >= first) yield return (from + start, from + WordEnd(chosen, start + 1));
    }

    private static int WordEnd(string text, int from)
    {
        var end = from;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        return end;
    }

    private static string Head(string phrase) => string.Join(' ', phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(PhraseWords)).TrimEnd('.', ',', '!', '?', ' ');
}
