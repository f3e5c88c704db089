using System.Text.RegularExpressions;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>What a page says that a command prints: <c>...</c> stands for anything within a line, and on a line of its own for any lines.</summary>
internal static class Printed
{
    /// <summary>Null where it prints that; otherwise the lines that are missing.</summary>
    public static string? Missing(IReadOnlyList<string> said, string output)
    {
        var lines = output.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(l => l.TrimEnd()).ToList();
        var at = 0;
        var loose = false; // behind a line of dots anything may stand first
        var piece = new List<string>();
        foreach (var line in said.Select(l => l.Trim() == "..." ? null : l.TrimEnd()).Append(null))
        {
            if (line is not null)
            {
                piece.Add(line);
                continue;
            }

            var found = Find(piece, lines, at, loose);
            if (found < 0) return string.Join('\n', piece);
            at = found + piece.Count;
            loose = true;
            piece.Clear();
        }

        return said[^1].Trim() == "..." || at == lines.Count ? null : "the end there: " + lines[at];
    }

    private static int Find(List<string> piece, List<string> lines, int from, bool loose)
    {
        for (var at = from; at + piece.Count <= lines.Count; at++)
        {
            if (piece.Select((p, i) => Like(p, lines[at + i])).All(same => same)) return at;
            if (!loose) return -1;
        }

        return -1;
    }

    private static bool Like(string said, string line) => Regex.IsMatch(line, "^" + string.Join(".*", said.Split("...").Select(Regex.Escape)) + "$", RegexOptions.CultureInvariant);
}
