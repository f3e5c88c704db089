namespace PersonaSim.Native.Synth;

/// <summary>Errors that name what the user may have meant.</summary>
internal static class Nearest
{
    public static InputException Unknown(string what, string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        var nearest = names.MinBy(n => Distance(given, n)); // the first of equals
        return new InputException($"unknown {what} '{given}': did you mean {nearest}? Known: {string.Join(", ", names)}.");
    }

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
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
