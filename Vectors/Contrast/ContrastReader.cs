using System.Text.Json;

namespace PersonaSim.Vectors.Contrast;

/// <summary>Our own format, one item a line.</summary>
internal static class ContrastReader
{
    public static ContrastSet Parse(string path, string name, IReadOnlyList<(int Number, JsonElement Object)> lines)
    {
        char? trait = name.Length == 1 && TraitFacets.Letters.Contains(name[0], StringComparison.Ordinal) ? name[0] : null;
        var items = lines.Select(l => Item(new ContrastFields(path, l.Number, l.Object), name, trait) with { Line = l.Number }).ToList();
        return new ContrastSet(name, trait, trait is null ? ContrastRules.Control : ContrastRules.Trait, items);
    }

    private static ContrastItem Item(ContrastFields fields, string name, char? trait)
    {
        var id = fields.Text("id");
        var kind = fields.Either("kind", "scenario", "statement") ? ContrastKind.Scenario : ContrastKind.Statement;
        string[] known = ["id", .. trait is null ? Array.Empty<string>() : ["facet", "facet_name"], "split", "kind", .. kind == ContrastKind.Scenario ? ["situation", "first"] : Array.Empty<string>(), "high", "low"];
        fields.Only(known);
        var facet = trait is null ? 0 : fields.Whole("facet", 1, 6);
        var facetName = trait is { } letter ? FacetName(fields, letter, facet) : "";
        var start = trait is null ? $"{name}-" : $"{trait}{facet}-";
        if (id.Length != start.Length + 3 || !id.StartsWith(start, StringComparison.Ordinal) || !id[start.Length..].All(char.IsAsciiDigit)) throw fields.Wrong("id", $"expected {start} and three digits, found '{id}'");
        var split = fields.Either("split", "train", "test") ? ContrastSplit.Train : ContrastSplit.Test;
        var (situation, first) = kind == ContrastKind.Scenario ? (fields.Sentence("situation"), (bool?)fields.Either("first", "high", "low")) : ("", null);
        var (high, low) = (fields.Sentence("high"), fields.Sentence("low"));
        if (string.Equals(high, low, StringComparison.OrdinalIgnoreCase)) throw fields.Wrong("low", "both poles are the same text");
        return new ContrastItem(id, trait, facet, facetName, split, kind, situation, first, high, low);
    }

    private static string FacetName(ContrastFields fields, char trait, int facet)
    {
        var (name, expected) = (fields.Text("facet_name"), TraitFacets.Of(trait)[facet - 1]);
        return name == expected ? name : throw fields.Wrong("facet_name", $"facet {facet} of {trait} is {expected}, found '{name}'");
    }
}
