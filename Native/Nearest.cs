namespace PersonaSim.Native;

/// <summary>The known word that a user may have meant.</summary>
public static class Nearest
{
    /// <summary>One that goes on where the user stopped, otherwise the fewest changes, of equals the first; null when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        var longer = given.Length < 2 ? null : names.Find(n => n.StartsWith(given, StringComparison.OrdinalIgnoreCase));
        if (longer is not null || names.Count == 0 || given.Length == 0) return longer;
        var nearest = names.MinBy(n => Distance(given, n))!;
        // a third of the letters may be wrong: a word further off is another word
        return Distance(given, nearest) <= Math.Max(1, Math.Max(given.Length, nearest.Length) / 3) ? nearest : null;
    }

    /// <summary>The refusal of a word, with the known ones and the nearest where one is near.</summary>
    public static InputException Unknown(string what, string given, IReadOnlyList<string> known) => Refuse(what, given, known, Of(given, known));

    internal static InputException Refuse(string what, string given, IEnumerable<string> known, string? nearest) =>
        new($"unknown {what} '{given}'{(nearest is null ? "." : $": did you mean {nearest}?")} Known: {string.Join(", ", known)}.");

    // Levenshtein: insertions, deletions and replacements
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
