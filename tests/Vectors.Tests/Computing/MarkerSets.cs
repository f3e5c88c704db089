using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>Small contrast sets whose poles differ in one marker word, over random nouns that a synthetic vocabulary has as one token each.</summary>
internal static class MarkerSets
{
    public static readonly string[] Nouns = ["street", "market", "town", "shop", "house", "home", "family", "neighbour", "message", "school", "health", "child", "mother", "father", "group", "network", "money", "price", "job", "city", "news", "election", "party", "policy"];

    /// <summary>Six facets; every fourth item is held out, every third is a statement; high and low words take turns.</summary>
    public static NamedSet Trait(char name, string[] high, string[] low, ulong seed = 1, int perFacet = 8)
    {
        var rng = new CounterRng(seed);
        var lines = new List<string>();
        for (var facet = 1; facet <= 6; facet++)
        {
            for (var n = 0; n < perFacet; n++)
            {
                var (h, l, a, b) = (high[n % high.Length], low[n % low.Length], Noun(ref rng), Noun(ref rng));
                var head = $$"""{"id": "{{name}}{{facet}}-{{n + 1:000}}", "facet": {{facet}}, "facet_name": "{{TraitFacets.Of(name)[facet - 1]}}", "split": "{{(n % 4 == 3 ? "test" : "train")}}", """;
                lines.Add(head + (n % 3 == 2
                    ? $$""" "kind": "statement", "high": "I am {{h}} at the {{a}} and the {{b}}.", "low": "I am {{l}} at the {{a}} and the {{b}}."}"""
                    : $$""" "kind": "scenario", "situation": "You see the {{Noun(ref rng)}} by the {{Noun(ref rng)}}.", "first": "{{((n + facet) % 2 == 0 ? "high" : "low")}}", "high": "Be {{h}} to the {{a}} of the {{b}}.", "low": "Be {{l}} to the {{a}} of the {{b}}."}"""));
            }
        }

        return Named(name.ToString(), lines);
    }

    /// <summary>A control of scenarios and statements.</summary>
    public static NamedSet Control(string name, string high, string low, ulong seed = 2)
    {
        var rng = new CounterRng(seed);
        return Named(name, Enumerable.Range(1, 16).Select(n => n % 2 == 0
            ? $$"""{"id": "{{name}}-{{n:000}}", "split": "{{(n % 8 == 0 ? "test" : "train")}}", "kind": "statement", "high": "They say {{high}} of the {{Noun(ref rng)}}.", "low": "They say {{low}} of the {{Noun(ref rng)}}."}"""
            : $$"""{"id": "{{name}}-{{n:000}}", "split": "{{(n % 8 == 7 ? "test" : "train")}}", "kind": "scenario", "situation": "What of the {{Noun(ref rng)}} and the {{Noun(ref rng)}}?", "first": "{{(n % 4 == 1 ? "high" : "low")}}", "high": "It is {{high}}.", "low": "It is {{low}}."}"""));
    }

    /// <summary>A set without content: each pair of items has the same two texts with the poles exchanged, and the high one always carries the first letter.</summary>
    public static NamedSet LettersOnly(char name)
    {
        var rng = new CounterRng(9);
        var lines = new List<string>();
        for (var facet = 1; facet <= 6; facet++)
        {
            for (var n = 0; n < 6; n += 2)
            {
                var (situation, x, y, split) = ($"You see the {Noun(ref rng)} by the {Noun(ref rng)}.", $"Go to the {Noun(ref rng)}.", $"Look at the {Noun(ref rng)}.", n == 4 ? "test" : "train");
                string Line(int at, string high, string low) => $$"""{"id": "{{name}}{{facet}}-{{at:000}}", "facet": {{facet}}, "facet_name": "{{TraitFacets.Of(name)[facet - 1]}}", "split": "{{split}}", "kind": "scenario", "situation": "{{situation}}", "first": "high", "high": "{{high}}", "low": "{{low}}"}""";
                lines.Add(Line(n + 1, x, y));
                lines.Add(Line(n + 2, y, x));
            }
        }

        return Named(name.ToString(), lines);
    }

    private static NamedSet Named(string name, IEnumerable<string> lines) => new(name + ".jsonl", ContrastSet.Parse(name + ".jsonl", string.Join('\n', lines)));

    private static string Noun(ref CounterRng rng) => Nouns[rng.NextInt(Nouns.Length)];
}
