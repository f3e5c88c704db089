using System.Globalization;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

/// <summary>The README's table of models and cards follows the sum that stands above it.</summary>
public sealed class ReadmeTableTests
{
    private const double Gib = 1L << 30;
    private static readonly int[] _agents = [32, 64, 128];
    private static readonly int[] _cards = [8, 12, 16, 24, 32, 48, 80, 141];

    [Test]
    public void Each_row_is_the_sum()
    {
        var rows = Rows();

        Assert.That(rows, Has.Count.GreaterThan(5));
        foreach (var row in rows)
        {
            var parameters = double.Parse(row[1], CultureInfo.InvariantCulture) * 1e9;
            var ((layers, width), (heads, headWidth)) = (Pair(row[2]), Pair(row[3]));
            foreach (var (bits, column) in new[] { (4.9, 4), (8.5, 6) })
            {
                var sums = _agents.Select(n => ((parameters * bits / 8) + (((512.0 * n) + 2048) * 2 * layers * heads * headWidth * sizeof(ushort)) + (512.0 * layers * width * sizeof(float))) / Gib + 1).ToList();

                Assert.That(row[column], Is.EqualTo(string.Join(" / ", sums.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture)))), row[0]);
                Assert.That(row[column + 1], Is.EqualTo($"{_cards.First(c => sums[1] <= 0.94 * c)} GB"), row[0]);
            }
        }
    }

    private static List<string[]> Rows() => [.. File.ReadLines(Path.Combine(Repository.Root, "README.md"))
        .SkipWhile(l => !l.StartsWith("| model | parameters", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private static (int, int) Pair(string cell) => (int.Parse(cell.Split(" x ")[0], CultureInfo.InvariantCulture), int.Parse(cell.Split(" x ")[1], CultureInfo.InvariantCulture));
}
