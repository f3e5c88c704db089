using System.Text;

namespace PersonaSim.Vectors.Contrast;

/// <summary>Words, stems, and the words that give a trait away.</summary>
internal static class LintWords
{
    // beginnings of the names of traits and facets and of their nearest kin; a vector must not become the direction of such a word
    private static readonly string[] _givesAway =
    [
        "extravert", "extrovert", "introvert", "outgoing", "sociab", "unsociab", "friendly", "friendli", "unfriendl", "gregari", "assertiv", "activity", "activities", "active", "excit", "cheer",
        "agreeab", "disagreeab", "trust", "distrust", "mistrust", "moral", "immoral", "altruis", "cooperat", "uncooperat", "modest", "immodest", "sympath", "unsympath",
        "conscientious", "efficac", "orderl", "disorder", "duty", "duties", "dutiful", "achiev", "disciplin", "undisciplin", "cautio", "incautio",
        "neurot", "anxi", "anger", "angry", "angri", "depress", "selfconscious", "immoder", "vulnerab",
        "openness", "openminded", "imagin", "unimagin", "artist", "emotion", "unemotion", "adventur", "intellec", "unintellec", "liberal",
    ];

    private static readonly HashSet<string> _stop = new(
        ("a about after again all also am an and any are as at be been before but by can could did do does done down each even ever every for from get got had has have he her here hers him "
        + "himself his how i if in into is it its just let like may me more most much must my myself no not now of off on once one only or other our out over own rather say said she should so some "
        + "somebody someone something such than that the their them then there these they this those through till to too until up us very was we well were what when where which while who whom whose "
        + "why will with without would you your yours name names").Split(' '),
        StringComparer.Ordinal);

    public static IEnumerable<LintFinding> Check(IEnumerable<LintText> texts)
    {
        // questionnaires are as published; a description may name what it describes, an option must not
        foreach (var text in texts.Where(t => t.Role != LintRole.Instrument))
        {
            if (Split(text.Text).FirstOrDefault(w => _givesAway.Any(g => w.StartsWith(g, StringComparison.Ordinal))) is not { } word) continue;
            yield return new LintFinding(text.IsContrast ? LintSeverity.Error : text.Role == LintRole.Persona ? LintSeverity.Note : LintSeverity.Warning, "words", text.Where, "", $"'{word}' names a trait or a facet: {text.Text}");
        }
    }

    /// <summary>Words in lower case with one blank between them.</summary>
    public static string Normalise(string text) => string.Join(' ', Split(text));

    /// <summary>Lower-case runs of letters and digits; apostrophes and the signs of a place to fill vanish.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '\u2019')) End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length == 0) return;
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The stems of a text's content words, each once.</summary>
    public static IEnumerable<string> Stems(string text) => Split(text).Where(w => !_stop.Contains(w)).Select(Stem).Distinct(StringComparer.Ordinal);

    // a light hand: plurals, -ing, -ed, -ly; enough for 'walks', 'walked' and 'walking' to meet
    private static string Stem(string word)
    {
        var stem = word;
        if (stem.Length > 4 && stem.EndsWith("ies", StringComparison.Ordinal)) stem = stem[..^3] + "y";
        else if (stem.Length > 3 && stem[^1] == 's' && stem[^2] != 's') stem = stem[..^1];
        foreach (var end in new[] { "ing", "ed", "ly" })
        {
            if (stem.Length < end.Length + 3 || !stem.EndsWith(end, StringComparison.Ordinal)) continue;
            stem = stem[..^end.Length];
            if (stem[^1] == stem[^2] && stem[^1] is not ('l' or 's')) stem = stem[..^1];
            break;
        }

        return stem.Length > 3 && stem[^1] == 'e' ? stem[..^1] : stem;
    }
}
