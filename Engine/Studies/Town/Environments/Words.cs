using System.Text;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The words of a text as searches compare them: small letters, no punctuation, no plural s.</summary>
internal static class Words
{
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

    /// <summary>A value that somebody gave for a parameter, without blanks around it; empty where it is missing.</summary>
    public static string Given(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue(name, out var value) ? value.Trim() : "";
}
