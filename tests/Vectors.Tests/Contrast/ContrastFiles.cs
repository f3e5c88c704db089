using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Contrast;

/// <summary>The sets that ship, and small ones made for a test.</summary>
internal static class ContrastFiles
{
    public static readonly string[] Names = ["A", "C", "E", "N", "O", "agree", "valence"];

    public static string Path(string name) => System.IO.Path.Combine(Repository.Root, "prompts", "contrast", name + ".jsonl");

    public static IReadOnlyList<ContrastSet> Shipped { get; } = [.. Names.Select(n => ContrastSet.ReadAsItStands(Path(n)))];

    public static string Scenario(string id, string situation, string high, string low, string first = "high", string split = "train") =>
        $$"""{"id": "{{id}}", "split": "{{split}}", "kind": "scenario", "situation": "{{situation}}", "first": "{{first}}", "high": "{{high}}", "low": "{{low}}"}""";

    public static string Statement(string id, string high, string low, string split = "train") =>
        $$"""{"id": "{{id}}", "split": "{{split}}", "kind": "statement", "high": "{{high}}", "low": "{{low}}"}""";

    /// <summary>A control set of these lines, which needs no facets.</summary>
    public static ContrastSet Set(params string[] lines) => ContrastSet.Parse("own.jsonl", string.Join('\n', lines));
}
