using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What a reader must know before believing a number.</summary>
public static class Banners
{
    public const string Phantom = "Calibration phantom: what answers here is a small model that was trained with persim on links between personality and behaviour that were written by hand. It shows whether the instruments recover a known truth; it says nothing about other language models or people.";

    public const string Meaningless = "Random weights: nobody trained this model, so nothing that was said, done or measured here means anything. It shows that the machinery works, and how fast.";

    public const string Rule = "Rule mind: no language model took part. A rule that reproduces a finding proves only that we wrote it down.";

    private const string PartlyRule = "Rule mind: a part of these answers comes from a rule. A rule that reproduces a finding proves only that we wrote it down.";

    // runs of before files were asked where they come from
    private const string KnownPhantom = "persim-nano";

    /// <summary>Of the minds of runs, as their manifests describe them.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<RunManifest> manifests) =>
        Of(manifests.SelectMany(m => m.Minds.Values).Select(m => (m.Kind, m.Settings.GetValueOrDefault("model"), m.Settings.GetValueOrDefault(ModelOrigin.Setting))));

    /// <summary>Of a mind's kind, its model's name and where that comes from.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<(string Kind, string? Model, string? Origin)> minds)
    {
        var all = minds.ToList();
        var banners = all.Select(m => OfModel(m.Model, m.Origin)).OfType<string>().Distinct().ToList();
        if (all.Any(m => m.Kind == "rule")) banners.Add(all.All(m => m.Kind == "rule") ? Rule : PartlyRule);
        return banners;
    }

    /// <summary>Of one model's name and origin; null: of a model of somebody else nothing is said.</summary>
    public static string? OfModel(string? model, string? origin) => origin switch
    {
        ModelOrigin.Trained => Phantom,
        ModelOrigin.Random => Meaningless,
        _ => model is not null && Path.GetFileName(model).StartsWith(KnownPhantom, StringComparison.OrdinalIgnoreCase) ? Phantom : null,
    };
}
