using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>Whether runs may be compared: the same texts, the same model, the same configuration but for arm and seed.</summary>
internal sealed class CompareChecks
{
    private const string Model = "model_sha256";
    private readonly SortedDictionary<string, (string Hash, string Run)> _seen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Notes => [.. _notes];

    /// <summary>A setting that a run may change while it goes on.</summary>
    public static bool IsFree(string set)
    {
        var key = set.Split('=')[0].Trim();
        return key.StartsWith("record.", StringComparison.Ordinal) || (key.StartsWith("minds.", StringComparison.Ordinal) && (key.Contains(".caps", StringComparison.Ordinal) || key.EndsWith(".endpoint", StringComparison.Ordinal) || key.EndsWith(".prices", StringComparison.Ordinal)));
    }

    /// <summary>Refuses a run that was not made with what the comparison says.</summary>
    public static void RequireConfig(RunFolder folder, BoundConfig expected)
    {
        var actual = RunPlaces.Config(folder, []);
        var other = ConfigDiff.Between(Answering(expected), Answering(actual));
        if (other.Count > 0) throw new InputException($"The run {folder.Run} was made with another configuration than the other runs of its comparison: {string.Join("; ", other.Take(5).Select(d => $"{d.Path} is {d.Right ?? "nothing"}, expected {d.Left ?? "nothing"}"))}. Move the folder {Folders.Show(folder.Path)} away, and the same command makes the run anew.");
    }

    /// <summary>Refuses a run with other texts, another model or other directions than the runs before it.</summary>
    public void RequireEqual(RunManifest manifest, ComparedArm arm)
    {
        foreach (var (name, hash) in manifest.Prompts) Require("the text " + name, hash, manifest.Run);
        foreach (var (name, hash) in manifest.Vectors.Where(v => !v.Key.StartsWith(RunVectors.Placebo, StringComparison.Ordinal))) Require("the direction " + name, hash, manifest.Run);
        foreach (var (name, hash) in manifest.Cards.Where(c => !c.Key.StartsWith(RunVectors.Placebo, StringComparison.Ordinal))) Require("the dose card of " + name, hash, manifest.Run);
        // directions of permuted labels are not the same from seed to seed, and what doses add up to is not either
        if (manifest.DosesHash is { } doses && !manifest.Vectors.Keys.Any(v => v.StartsWith(RunVectors.Placebo, StringComparison.Ordinal))) Require("what a trait unit is in raw doses (doses.json)", doses, manifest.Run);
        foreach (var (mind, description) in manifest.Minds)
        {
            if (description.Settings.GetValueOrDefault(Model) is { } model) Require($"the model of minds.{mind}", model, manifest.Run);
            foreach (var (name, value) in description.Settings.Where(s => s.Key is not (Model or "steering" or "flash_measured" or "layout_why") && !arm.Again))
            {
                var key = $"{mind}.{name}";
                if (_seen.TryAdd("setting " + key, (value, manifest.Run)) || _seen["setting " + key].Hash == value) continue;
                _notes.Add($"{key} is not the same in all runs ({_seen["setting " + key].Hash} in {_seen["setting " + key].Run}, {value} in {manifest.Run})");
            }
        }

        if (!_seen.TryAdd("persim", (manifest.Persim, manifest.Run)) && _seen["persim"].Hash != manifest.Persim) _notes.Add($"runs were made by different versions of persim ({_seen["persim"].Hash} and {manifest.Persim})");
    }

    private void Require(string what, string hash, string run)
    {
        if (_seen.TryAdd(what, (hash, run)) || _seen[what].Hash == hash) return;
        throw new InputException($"The runs {_seen[what].Run} and {run} cannot be compared: {what} is not the same ({_seen[what].Hash[..Math.Min(12, _seen[what].Hash.Length)]} and {hash[..Math.Min(12, hash.Length)]}), it was edited in between. Move the folders of the runs on one side away, and the same command makes them anew.");
    }

    private static BoundConfig Answering(BoundConfig bound) => bound.Schema.Wrap(ComparePlan.Answering(bound.As<RunConfig>()), bound.Sections);
}
