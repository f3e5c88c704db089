using System.Globalization;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What must be equal for a history to be equal.</summary>
internal static class ManifestSection
{
    public static Section Of(RunView run)
    {
        var manifest = run.Manifest;
        var facts = new List<(string, string)>
        {
            ("study", manifest.Study), ("arm", manifest.Arm), ("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture)), ("people", Markup.Cell((long)manifest.Population)),
            ("ticks", $"{run.TicksDone} of {manifest.Ticks}, {manifest.Status.ToString().ToLowerInvariant()}"), ("persim", manifest.Persim), ("state version", manifest.StateVersion.ToString(CultureInfo.InvariantCulture)),
            ("configuration", manifest.ConfigHash),
            ("event hash", manifest.EventHash ?? "none yet"), ("probe hash", manifest.ProbeHash ?? "none yet"),
        };
        if (manifest.From is { } from) facts.Add(("continues another run", $"from tick {from.Tick}, event hash {from.EventHash}"));
        foreach (var (name, mind) in manifest.Minds) facts.Add(($"mind {name}", mind.Kind + (mind.Reproducible ? ", reproducible" : ", not reproducible") + (mind.Settings.GetValueOrDefault("model") is { } model ? $", {model}" : "")));
        var blocks = new List<IBlock> { new Facts(facts) };
        foreach (var (name, mind) in manifest.Minds.Where(m => m.Value.Settings.Count > 0)) blocks.Add(new Facts([.. mind.Settings.Select(s => (s.Key, s.Value))], $"settings of the mind {name}"));
        if (manifest.Vectors.Count > 0) blocks.Add(new Facts([.. manifest.Vectors.Select(v => (v.Key, v.Value))], "directions, by SHA-256"));
        blocks.Add(new Facts([.. manifest.Prompts.Select(p => (p.Key, p.Value))], "texts that prompts are made of, by SHA-256"));
        blocks.Add(new CodeBlock("config", "configuration", run.Config));
        blocks.Add(new CodeBlock("people-block", "block of people: what everybody is meant to be, for queries that need it", run.PeopleBlock));
        return new Section("manifest", "Manifest", "Two runs with all of this equal have the same history.", blocks);
    }
}
