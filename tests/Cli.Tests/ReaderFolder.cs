using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Tests;

/// <summary>A folder of texts in the words of a model that really has five traits (<see cref="SynthReader"/>): contrast sets, a questionnaire, descriptions.</summary>
internal static class ReaderFolder
{
    private const string Letters = "EACNO";
    private const int Nouns = 4; // other ones in the two poles of a pair: what pairs differ in besides the trait
    private static readonly string[] _nouns = ["street", "market", "town", "shop", "house", "home", "family", "neighbour", "message", "school", "health", "child", "mother", "father", "group", "network", "money", "price", "job", "city", "news", "election", "party", "policy", "friend", "person", "story"];

    /// <summary>Writes everything that `persim card --prompts --sets` reads.</summary>
    /// <param name="items">Items of the questionnaire for each trait and key.</param>
    /// <param name="saysYes">A trait whose contrast set varies yes and no instead.</param>
    /// <param name="asked">Traits that the questionnaire asks about.</param>
    /// <param name="leaks">In every fourth text each pole has the next trait's pole beside its own, so that a dose of one moves two.</param>
    public static void Write(string folder, int items, char? saysYes = null, string asked = Letters, bool leaks = false)
    {
        var shipped = Path.Combine(Repository.Root, "prompts");
        foreach (var part in new[] { "probes", "instruments", "persona", "capability", "contrast" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(shipped, part)).Where(f => part != "contrast" || f.EndsWith("frames.json", StringComparison.Ordinal))) File.Copy(file, Path.Combine(folder, part, Path.GetFileName(file)));
        }

        foreach (var trait in SynthReader.Five.Traits)
        {
            var (high, low) = trait.Name[0] == saysYes ? ("yes", "no") : (trait.High, trait.Low);
            var next = SynthReader.Five.Traits.Single(t => t.Name[0] == Letters[(Letters.IndexOf(trait.Name[0]) + 1) % Letters.Length]);
            File.WriteAllLines(Path.Combine(folder, "contrast", trait.Name + ".jsonl"), Contrast(trait.Name[0], high, low, leaks ? next : null));
        }

        File.WriteAllLines(Path.Combine(folder, "contrast", "agree.jsonl"), Control("agree", "true", "false"));
        File.WriteAllLines(Path.Combine(folder, "contrast", "valence.jsonl"), Control("valence", "good", "sad"));
        File.WriteAllLines(Path.Combine(folder, "instruments", "ipip-50.md"), ["item,domain,keyed,text", .. asked.SelectMany(t => Enumerable.Range(0, 2 * items).Select(n => (Trait: SynthReader.Five.Traits.Single(r => r.Name[0] == t), N: n))).Select((i, number) => $"{number + 1},{i.Trait.Name},{(i.N % 2 == 0 ? '+' : '-')},Am one to {(i.N % 2 == 0 ? i.Trait.Plus : i.Trait.Minus)} about the {_nouns[(number * 5) % _nouns.Length]} and the {_nouns[((number * 5) + 1 + i.N) % _nouns.Length]}")]);
        foreach (var file in new[] { "traits", "traits-2", "traits-3" })
        {
            File.WriteAllLines(Path.Combine(folder, "persona", file + ".md"), SynthReader.Five.Traits.SelectMany(t => Enumerable.Range(-3, 7).Select(level => $"{t.Name} {level}: {{{{name}}}} is {(level == 0 ? "here" : string.Join(" and ", Enumerable.Repeat(level > 0 ? t.High : t.Low, 3 * Math.Abs(level))))}.")));
        }
    }

    public static string Model(string quant = "f32", ulong seed = 3) =>
        TinyModel.Path(SynthSpec.Parse("llama", "tiny", quant, seed, new SynthSizes { Layers = 8, Vocabulary = 4096, Width = 128, Heads = 4, FeedForward = 64 }) with { Planting = new SynthPlanting([]) { Reader = SynthReader.Five } });

    private static IEnumerable<string> Contrast(char name, string high, string low, SynthReaderTrait? next)
    {
        for (var facet = 1; facet <= 6; facet++)
        {
            for (var n = 0; n < 27; n++)
            {
                var head = $$"""{"id": "{{name}}{{facet}}-{{n + 1:000}}", "facet": {{facet}}, "facet_name": "{{TraitFacets.Of(name)[facet - 1]}}", "split": "{{(n < 20 ? "train" : "test")}}", """;
                var (h, l) = next is not null && n % 4 == 2 ? ($"{high} and {next.High}", $"{low} and {next.Low}") : (high, low);
                var place = (Letters.IndexOf(name) * 1000) + (facet * 100) + n;
                yield return head + (n is 0 or 1
                    ? $$""" "kind": "scenario", "situation": "You see the {{_nouns[n]}} {{At(place + 7)}} now.", "first": "{{(n == 0 ? "high" : "low")}}", "high": "Be {{high}} {{At(place)}}.", "low": "Be {{low}} {{At(place + 50_000)}}."}"""
                    : $$""" "kind": "statement", "high": "I am {{h}} {{At(place)}}.", "low": "I am {{l}} {{At(place + 50_000)}}."}""");
            }
        }
    }

    private static IEnumerable<string> Control(string name, string high, string low) => Enumerable.Range(0, 40).Select(n =>
        $$"""{"id": "{{name}}-{{n + 1:000}}", "split": "{{(n < 30 ? "train" : "test")}}", "kind": "statement", "high": "They say {{high}} {{At(n)}}.", "low": "They say {{low}} {{At(n + 50_000)}}."}""");

    // some nouns that follow from a number alone
    private static string At(int number)
    {
        var rng = new Native.Randomness.CounterRng((ulong)number);
        var words = Enumerable.Range(0, Nouns).Select(_ => "the " + _nouns[rng.NextInt(_nouns.Length)]).ToList();
        return "at " + string.Join(" and ", words);
    }
}
