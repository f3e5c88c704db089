using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>Ranges such as <c>1..7</c>, <c>2,4,6</c> or <c>5</c>.</summary>
internal static class NumberRange
{
    public static IReadOnlyList<int> Parse(string option, string text, int least, int most)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split("..");
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) || from < least || to > most || from > to)
            {
                throw new InputException($"{option} takes numbers from {least} to {most}, such as {least}..{most} or {least},{most}, not '{text}'.");
            }

            for (var n = from; n <= to; n++) numbers.Add(n);
        }

        return [.. numbers];
    }
}
