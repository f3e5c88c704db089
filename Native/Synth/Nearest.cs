namespace PersonaSim.Native.Synth;

/// <summary>Errors that name what the user may have meant.</summary>
internal static class Nearest
{
    public static InputException Unknown(string what, string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        // one that goes on where the user stopped, otherwise the fewest changes; of equals the first
        return Refuse(what, given, names, names.MinBy(n => n.StartsWith(given, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(given, n))!);
    }

    /// <summary>Sizes are numbers: 7b is near 8b, not near 1b.</summary>
    public static InputException UnknownSize(string given)
    {
        if (Billions(given) is not { } wanted) return Unknown("size", given, SynthSpec.Sizes);
        var nearest = SynthSpec.Sizes.MinBy(s => Billions(s) is { } size ? Math.Abs(Math.Log(size / wanted)) : double.MaxValue)!;
        return Refuse("size", given, SynthSpec.Sizes, nearest);
    }

    private static InputException Refuse(string what, string given, IEnumerable<string> names, string nearest) =>
        new($"unknown {what} '{given}': did you mean {nearest}? Known: {string.Join(", ", names)}.");

    private static double? Billions(string size)
    {
        var unit = size.Length == 0 ? 0 : char.ToLowerInvariant(size[^1]) switch { 'b' => 1, 'm' => 1e-3, _ => 0 };
        return unit > 0 && double.TryParse(size.AsSpan(0, size.Length - 1), out var number) && number > 0 ? number * unit : null;
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
