using System.Text;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The words of a text as searches compare them: small letters, no punctuation, no plural s.</summary>
internal static class Words
{
    private const int MostCharacters = 240;

    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '’')) End(); // "mason's" is "masons" is "mason"
        }

        End();
        return words;

        void End()
        {
            if (word.Length == 0) return;
            if (word.Length > 3 && word[^1] == 's' && word[^2] != 's') word.Length--;
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>
    /// What somebody gave for a parameter, in one line; empty where it is missing. Others read some of it in their prompts, so its length is
    /// bounded here whatever the caller's shape allows.
    /// </summary>
    public static string Given(IReadOnlyDictionary<string, string> parameters, string name)
    {
        if (!parameters.TryGetValue(name, out var value)) return "";
        var line = string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= MostCharacters ? line : line[..MostCharacters].TrimEnd();
    }
}
