using System.Text.RegularExpressions;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Society.Safety;

/// <summary>The phrases of each category, from a prompt file, and what is harmless although it looks alike.</summary>
internal sealed partial class SafetyLexicon
{
    private const string Never = "never";
    private const int Harmless = 1000; // a label beyond all categories

    private static readonly string[] _names = ["violence", "self_harm", "hate", "weapons", "sexual", "personal_data"];

    private readonly PhraseMatcher _matcher;
    private readonly List<(Func<Regex> Form, int Category)> _forms = [];
    private readonly List<LexiconHit> _hits = [];
    private readonly SafetySeverity[] _severities = new SafetySeverity[_names.Length];

    private SafetyLexicon(PromptSections sections)
    {
        var phrases = new List<(string[], int)>();
        foreach (var heading in sections.Headings)
        {
            var label = Label(heading, sections);
            foreach (var line in sections.Lines(heading))
            {
                if (line.StartsWith('<')) _forms.Add((Form(line, label, sections), label));
                else phrases.Add((Phrase(line, sections), label));
            }
        }

        _matcher = new PhraseMatcher(phrases);
    }

    public static SafetyLexicon Read(PromptLibrary library, string name) => new(PromptSections.Read(library, name));

    public static SafetyLexicon Parse(string name, string text) => new(PromptSections.Parse(name, text));

    public static string NameOf(SafetyCategory category) => _names[(int)category];

    public SafetySeverity SeverityOf(SafetyCategory category) => _severities[(int)category];

    /// <summary>
    /// What a text holds, by category and place, without what is harmless; hits of one category that overlap are one. The list is used again
    /// by the next call.
    /// </summary>
    public IReadOnlyList<LexiconHit> Find(string text)
    {
        _hits.Clear();
        _matcher.Find(text, _hits);
        if (_forms.Count > 0 && text.AsSpan().IndexOfAny(_formLetters) >= 0) FindForms(text);
        if (_hits.Count == 0) return _hits;
        var harmless = _hits.Where(h => h.Label == Harmless).ToList();
        _hits.RemoveAll(h => h.Label == Harmless || harmless.Exists(n => n.Start < h.End && h.Start < n.End));
        _hits.Sort((a, b) => (a.Label, a.Start, a.End).CompareTo((b.Label, b.Start, b.End)));
        for (var i = _hits.Count - 1; i > 0; i--)
        {
            var (before, after) = (_hits[i - 1], _hits[i]);
            if (before.Label != after.Label || after.Start >= before.End) continue;
            _hits[i - 1] = before with { End = Math.Max(before.End, after.End) };
            _hits.RemoveAt(i);
        }

        return _hits;
    }

    private static readonly System.Buffers.SearchValues<char> _formLetters = System.Buffers.SearchValues.Create("@0123456789");

    private void FindForms(string text)
    {
        foreach (var (form, category) in _forms)
        {
            foreach (var match in form().EnumerateMatches(text)) _hits.Add(new LexiconHit(category, match.Index, match.Index + match.Length));
        }
    }

    private int Label(string heading, PromptSections sections)
    {
        if (heading == Never) return Harmless;
        var parts = heading.Split('|', StringSplitOptions.TrimEntries);
        var category = Array.IndexOf(_names, parts[0]);
        if (category < 0) throw Nearest.Unknown("category of the safety lexicon", parts[0], [.. _names, Never]);
        if (parts.Length != 2 || !Enum.TryParse<SafetySeverity>(parts[1], ignoreCase: true, out var severity) || !Enum.IsDefined(severity)) throw sections.Refuse($"has the heading '# {heading}': expected '# {parts[0]} | low', medium or high");
        _severities[category] = severity;
        return category;
    }

    private static string[] Phrase(string line, PromptSections sections)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var letters = word.EndsWith('*') ? word[..^1] : word;
            if (letters.Length == 0 || !letters.All(WordTrie.IsWordLetter) || letters[0] == '\'' || letters[^1] == '\'') throw sections.Refuse($"has the phrase '{line}': a phrase is words of letters, digits and apostrophes, and a star may only end a word");
            // a short stem with a star would match half the language: 'ki*' is kind, kitchen and kill
            if (letters.Length < 4 && word.EndsWith('*')) throw sections.Refuse($"has the phrase '{line}': before a star there must be four letters or more");
        }

        return words;
    }

    private static Func<Regex> Form(string line, int label, PromptSections sections)
    {
        if (label == Harmless) throw sections.Refuse($"has '{line}' below '# {Never}'; only phrases can be harmless");
        return line switch
        {
            "<email>" => Email,
            "<phone>" => Phone,
            "<iban>" => Iban,
            _ => throw Nearest.Unknown("form in the safety lexicon", line, ["<email>", "<phone>", "<iban>"]),
        };
    }

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")]
    private static partial Regex Email();

    // +49 30 1234567, 030 1234567, 030/123 45 67, (555) 123-4567; years, dates and ranges of years are none
    [GeneratedRegex(@"(?<!\w)(?:\+[0-9]{1,3}(?:[ /.\-]?[0-9]{2,7}){2,5}|0[0-9]{2,4}[ /\-](?:[0-9]{5,8}|[0-9]{2,4}(?:[ \-][0-9]{2,5}){1,3})|\(?[1-9][0-9]{2}\)?[ .\-][0-9]{3}[ .\-][0-9]{4})(?!\w)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")]
    private static partial Regex Iban();
}
