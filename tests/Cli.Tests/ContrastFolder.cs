using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Tests;

/// <summary>Contrast sets of full size and short texts, and a model to which two of their words mean something.</summary>
internal static class ContrastFolder
{
    private const int Layer = 3;
    private static readonly string[] _nouns = ["street", "market", "town", "shop", "house", "home", "family", "neighbour", "message", "school", "health", "child", "mother", "father", "group", "network", "money", "price", "job", "city", "news", "election", "party", "policy", "friend", "person", "plan"];

    /// <summary>Writes E (a trait), N (yes against no under a trait's name) and the two controls.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Repository.Root, "prompts", "contrast", "frames.json"), Path.Combine(folder, "frames.json"));
        File.WriteAllLines(Path.Combine(folder, "E.jsonl"), Trait('E', "loud", "quiet"));
        File.WriteAllLines(Path.Combine(folder, "N.jsonl"), Trait('N', "yes", "no"));
        File.WriteAllLines(Path.Combine(folder, "agree.jsonl"), Control("agree", "yes", "no"));
        File.WriteAllLines(Path.Combine(folder, "valence.jsonl"), Control("valence", "good", "sad"));
        return folder;
    }

    public static void WriteModel(string path)
    {
        SynthPlant Plant(string high, string low) => new(high, [high], [low], Layer);
        var spec = SynthSpec.Parse("llama", "tiny", "f32", seed: 3, sizes: new SynthSizes { Layers = 6, Vocabulary = 4096, Width = 64, Heads = 2, FeedForward = 128 });
        SynthModel.Write(spec with { Planting = new SynthPlanting([Plant("loud", "quiet"), Plant("yes", "no"), Plant("good", "sad")]) }, path);
    }

    private static IEnumerable<string> Trait(char name, string high, string low)
    {
        for (var facet = 1; facet <= 6; facet++)
        {
            for (var n = 0; n < 27; n++)
            {
                var head = $$"""{"id": "{{name}}{{facet}}-{{n + 1:000}}", "facet": {{facet}}, "facet_name": "{{TraitFacets.Of(name)[facet - 1]}}", "split": "{{(n < 20 ? "train" : "test")}}", """;
                var end = $"at the {_nouns[n]} and the {_nouns[(n + facet) % _nouns.Length]}.";
                yield return head + (n is 0 or 1
                    ? $$""" "kind": "scenario", "situation": "You see the {{_nouns[n]}} {{end[..^1]}} now.", "first": "{{(n == 0 ? "high" : "low")}}", "high": "Be {{high}} {{end}}", "low": "Be {{low}} {{end}}"}"""
                    : $$""" "kind": "statement", "high": "I am {{high}} {{end}}", "low": "I am {{low}} {{end}}"}""");
            }
        }
    }

    private static IEnumerable<string> Control(string name, string high, string low) => Enumerable.Range(0, 40).Select(n =>
        $$"""{"id": "{{name}}-{{n + 1:000}}", "split": "{{(n < 30 ? "train" : "test")}}", "kind": "statement", "high": "They say {{high}} of the {{_nouns[n % 27]}}{{(n < 27 ? "" : " now")}}.", "low": "They say {{low}} of the {{_nouns[n % 27]}}{{(n < 27 ? "" : " now")}}."}""");
}
