using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>
/// The library's holdings, drawn from the tables of <c>environments/research-facts</c>. More difficulty is more documents, more notes in
/// each, and things that are easily confused (the mill, the old mill).
/// </summary>
internal sealed class ResearchCorpus
{
    public const string Tables = "environments/research-facts";

    private ResearchCorpus(List<ResearchSource> sources, List<ResearchFact> facts) => (Sources, Facts) = (sources, facts);

    public IReadOnlyList<ResearchSource> Sources { get; }

    /// <summary>In an order that takes one note of each document in turn, so that neighbours stand in different ones.</summary>
    public IReadOnlyList<ResearchFact> Facts { get; }

    public static ResearchCorpus Draw(int difficulty, Rng rng, PromptLibrary prompts)
    {
        var tables = PromptSections.Read(prompts, Tables);
        var aspects = tables.Rows("aspects", 4);
        var plain = tables.Lines("things");
        var stream = rng.For("environment.research.corpus");
        // the plain names first: only a large corpus needs the mill and the old mill
        List<string> things = [.. stream.Shuffled(plain), .. stream.Shuffled(tables.Lines("qualifiers").SelectMany(q => plain.Select(t => $"{q} {t}")))];
        var documents = difficulty + 2;
        var perDocument = Math.Min(2 + (difficulty / 2), 6);
        var perThing = Math.Min(3, aspects.Count); // several notes about a thing: one must also say what one wants to know
        var needed = documents * perDocument;
        if (needed > things.Count * perThing) throw new InputException($"The task 'research' at difficulty {difficulty} needs {needed} notes, and {Tables} has things for {things.Count * perThing}. Choose a lower difficulty, or add things.");

        var pairs = new List<(string Thing, string[] Aspect)>();
        for (var i = 0; pairs.Count < needed; i++)
        {
            foreach (var aspect in stream.Shuffled(aspects).Take(perThing)) pairs.Add((things[i], aspect));
        }

        pairs = [.. stream.Shuffled(pairs.Take(needed))];
        var titles = stream.Shuffled(tables.Lines("sources"));
        var sources = Enumerable.Range(0, documents).Select(d => new ResearchSource(Id(d), Title(titles, d))).ToList();
        var facts = new List<ResearchFact>(needed);
        for (var i = 0; i < needed; i++) facts.Add(Fact(i % documents, pairs[i].Thing, pairs[i].Aspect, tables, ref stream));
        return new ResearchCorpus(sources, facts);
    }

    private static string Id(int document) => string.Create(CultureInfo.InvariantCulture, $"D{document + 1}");

    private static string Title(string[] titles, int document) =>
        document < titles.Length ? titles[document] : string.Create(CultureInfo.InvariantCulture, $"{titles[document % titles.Length]}, volume {(document / titles.Length) + 1}");

    private static ResearchFact Fact(int source, string thing, string[] aspect, PromptSections tables, ref CounterRng stream)
    {
        var value = Value(aspect[3], tables, ref stream);
        string Fill(string text) => text.Replace("{thing}", thing, StringComparison.Ordinal).Replace("{value}", value, StringComparison.Ordinal);
        return new ResearchFact(source, thing, $"{thing} {aspect[0]}", Fill(aspect[1]), Fill(aspect[2]), value);
    }

    private static string Value(string values, PromptSections tables, ref CounterRng stream)
    {
        var parts = values.Split('-');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var high))
        {
            if (low > high) throw tables.Refuse($"has the range '{values}', whose first number is the larger one");
            return (low + stream.NextInt(high - low + 1)).ToString(CultureInfo.InvariantCulture);
        }

        var list = values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return list.Length > 1 ? list[stream.NextInt(list.Length)] : throw tables.Refuse($"has the values '{values}': expected a range such as 1700-1899, or two or more values parted by commas");
    }
}
