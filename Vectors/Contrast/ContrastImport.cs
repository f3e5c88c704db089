using System.Text.Json;

namespace PersonaSim.Vectors.Contrast;

/// <summary>
/// The published project's two formats. Its files have no facets, and a split only in their names: <c>..._eval</c> and <c>..._test</c> judge, all
/// others train. Its training items all show the high option first, which <see cref="ContrastSet.Problems"/> says.
/// </summary>
public static class ContrastImport
{
    private const string Question = "question_text";
    private const string Situation = "situation";

    internal static bool Knows(JsonElement item) => item.TryGetProperty(Question, out _) || item.TryGetProperty("positive", out _) || item.TryGetProperty("negative", out _);

    internal static ContrastSet Parse(string path, string name, IReadOnlyList<(int Number, JsonElement Object)> lines)
    {
        var split = name.EndsWith("_eval", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_test", StringComparison.OrdinalIgnoreCase) ? ContrastSplit.Test : ContrastSplit.Train;
        var trait = Trait(name);
        var items = lines.Select(l => Item(new ContrastFields(path, l.Number, l.Object), trait, split) with { Line = l.Number }).ToList();
        return new ContrastSet(name, trait, ContrastRules.Imported, items);
    }

    private static ContrastItem Item(ContrastFields fields, char? trait, ContrastSplit split)
    {
        var legacy = !fields.Has(Question);
        fields.Only(legacy ? ["id", Situation, "positive", "negative"] : ["id", Question, "option_a", "option_b", "option_a_is_high", "option_b_is_high"]);
        var (first, second) = (fields.Text(legacy ? "positive" : "option_a"), fields.Text(legacy ? "negative" : "option_b"));
        if (string.Equals(first, second, StringComparison.OrdinalIgnoreCase)) throw fields.Wrong(legacy ? "negative" : "option_b", "both options are the same text");
        var highFirst = legacy || fields.Flag("option_a_is_high");
        if (!legacy && fields.Flag("option_b_is_high") == highFirst) throw fields.Wrong("option_b_is_high", "exactly one option is the high one");
        return new ContrastItem(fields.Text("id"), trait, 0, "", split, ContrastKind.Scenario, fields.Text(legacy ? Situation : Question), highFirst, highFirst ? first : second, highFirst ? second : first);
    }

    // the published files are named after the trait in full, older ones by its letter
    private static char? Trait(string name)
    {
        var word = name.Split('_', '-', '.')[0].ToUpperInvariant();
        string[] traits = ["EXTRAVERSION", "AGREEABLENESS", "CONSCIENTIOUSNESS", "NEUROTICISM", "OPENNESS"];
        return traits.FirstOrDefault(t => t == word || t[..1] == word)?[0];
    }
}
