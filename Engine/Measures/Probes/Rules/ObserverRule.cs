using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Probes.Rules;

/// <summary>
/// A rule that observes knows only the lines it is shown: it counts words that a researcher listed for the two ends of each trait. It is there
/// so that a run without a model goes through, and measures word use, nothing deeper.
/// </summary>
internal sealed class ObserverRule
{
    public const string LinesBlock = "lines";

    private const string File = "probes/observer-words";
    private const double Widest = 2; // what somebody is taken for at most, in standard deviations
    private const int Doubt = 2; // imagined words for either end: one word alone decides nothing
    private readonly SortedDictionary<string, (int Trait, int Sign)> _words = new(StringComparer.Ordinal);

    public ObserverRule(PromptLibrary prompts)
    {
        foreach (var (number, text) in ProbeFile.Lines(prompts, File))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var trait = colon == 3 && text[1] == ' ' ? Traits.Letters.IndexOf(text[0], StringComparison.Ordinal) : -1;
            if (trait < 0 || text[2] is not ('+' or '-')) throw ProbeFile.Wrong(File, number, "class", $"expected a trait ({string.Join(", ", Traits.Letters.ToCharArray())}), a key (+ or -), a colon and words, found '{text}'");
            foreach (var word in text[(colon + 1)..].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!word.All(char.IsAsciiLetterLower)) throw ProbeFile.Wrong(File, number, "words", $"expected words of small letters, found '{word}'");
                if (!_words.TryAdd(word, (trait, text[2] == '+' ? 1 : -1))) throw ProbeFile.Wrong(File, number, "words", $"'{word}' stands in the file twice");
            }
        }
    }

    public ScoresValue Judge(Ask ask, char trait, bool plus)
    {
        var place = Traits.Letters.IndexOf(trait, StringComparison.Ordinal);
        var (high, low) = (0, 0);
        foreach (var block in ask.Blocks)
        {
            if (block.Name != LinesBlock) continue;
            foreach (var word in Words(block.Text))
            {
                if (!_words.TryGetValue(word, out var known) || known.Trait != place) continue;
                if (known.Sign > 0) high++;
                else low++;
            }
        }

        var level = Widest * (high - low) / (high + low + Doubt);
        return new ScoresValue(GradedResponse.Five(plus ? level : -level), Mass: 1);
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
            if (at > start) yield return text[start..at].ToLowerInvariant();
        }
    }
}
