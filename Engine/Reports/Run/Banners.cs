namespace PersonaSim.Engine.Reports.Run;

/// <summary>What a reader must know before believing a number.</summary>
public static class Banners
{
    public const string Phantom = "Calibration phantom: these people are persim-nano, a small model that was trained to recover a known truth. It shows that the instruments work; it says nothing about language models or people.";

    public const string Rule = "Rule mind: no language model took part. A rule that reproduces a finding proves only that we wrote it down.";

    /// <summary>Of a mind's kind and its model's name.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<(string Kind, string? Model)> minds)
    {
        var all = minds.ToList();
        var banners = new List<string>();
        if (all.Any(m => m.Model is { } model && Path.GetFileName(model).StartsWith("persim-nano", StringComparison.OrdinalIgnoreCase))) banners.Add(Phantom);
        if (all.Any(m => m.Kind == "rule")) banners.Add(all.All(m => m.Kind == "rule") ? Rule : "Rule mind: a part of these answers comes from a rule. A rule that reproduces a finding proves only that we wrote it down.");
        return banners;
    }
}
