using System.Globalization;
using System.Text;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Blinding;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Engine.Exports.Pairs;

/// <summary>
/// Transcripts in pairs for human raters: one person of the upper third of a trait, one of the lower, in an order that is drawn, without names.
/// Who they are stands in a second file, which raters do not get.
/// </summary>
public static class PairExport
{
    public const string FileName = "pairs.csv", KeyName = "pairs.key.csv";

    /// <summary>Fewer lines say too little about anybody; the observer probe has the same bound.</summary>
    public const int FewestLines = 3;

    public static IReadOnlyList<ExportedFile> Write(ExportSource source, PairOptions options, string folder, CancellationToken cancellation)
    {
        var said = SaidLines.Of(source, options.Lines, cancellation);
        var able = source.People.Where(p => said.TryGetValue(p.Name, out var lines) && lines.Count >= FewestLines).ToList();
        if (able.Count < 4) throw new InputException($"{source.Manifest.Run}: {able.Count} people have said {FewestLines} lines or more, and pairs need four: let the run go on (persim resume {source.Manifest.Run} --ticks +50), or take a study in which people talk.");
        var blinder = new NameBlinder(source.People.Select(p => p.Name));
        var blind = able.ToDictionary(p => p.Name, p => string.Join('\n', blinder.Blind(said[p.Name]).Select(l => "- " + l)), StringComparer.Ordinal);
        var pairs = new List<TranscriptPair>();
        for (var trait = 0; trait < options.Questions.Count; trait++) pairs.AddRange(Drawn(able, trait, options, blind));
        Shuffle(pairs, new Rng(options.Seed));
        return Files(pairs, folder);
    }

    private static IEnumerable<TranscriptPair> Drawn(List<ExportPerson> people, int trait, PairOptions options, Dictionary<string, string> blind)
    {
        var letter = Traits.Letters[trait];
        var sorted = people.OrderBy(p => p.Values[trait]).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var third = Math.Max(1, sorted.Count / 3);
        var couples = sorted.Take(third).SelectMany(low => sorted.TakeLast(third).Select(high => (Low: low, High: high))).Where(c => c.Low.Values[trait] < c.High.Values[trait]).ToList();
        var draws = new Rng(options.Seed).For("pairs", letter.ToString());
        for (var n = 0; n < options.PerTrait && couples.Count > 0; n++)
        {
            var at = draws.NextInt(couples.Count);
            var (low, high) = couples[at];
            couples.RemoveAt(at);
            var (a, b) = draws.NextInt(2) == 0 ? (low, high) : (high, low);
            yield return new TranscriptPair(letter, options.Questions[trait], a, b, blind[a.Name], blind[b.Name], a.Values[trait], b.Values[trait]);
        }
    }

    // the order must not say which trait a pair is about
    private static void Shuffle(List<TranscriptPair> pairs, Rng rng)
    {
        var draws = rng.For("pairs/order");
        for (var i = pairs.Count - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (pairs[i], pairs[j]) = (pairs[j], pairs[i]);
        }
    }

    private static List<ExportedFile> Files(List<TranscriptPair> pairs, string folder)
    {
        var (shown, key) = (new StringBuilder("pair,question,transcript_a,transcript_b,answer\n"), new StringBuilder("pair,trait,a,b,a_value,b_value,more\n"));
        for (var n = 0; n < pairs.Count; n++)
        {
            var (pair, name) = (pairs[n], string.Create(CultureInfo.InvariantCulture, $"p{n + 1:000}"));
            shown.Append(CsvText.Line(name, pair.Question, pair.LinesA, pair.LinesB, null));
            key.Append(CsvText.Line(name, pair.Trait.ToString(), pair.A.Name, pair.B.Name, pair.ValueA, pair.ValueB, pair.ValueA > pair.ValueB ? "a" : "b"));
        }

        File.WriteAllText(Path.Combine(folder, FileName), shown.ToString());
        File.WriteAllText(Path.Combine(folder, KeyName), key.ToString());
        return [.. new[] { ("pairs", FileName), ("key", KeyName) }.Select(f => new ExportedFile(f.Item1, f.Item2, pairs.Count, new FileInfo(Path.Combine(folder, f.Item2)).Length))];
    }
}
