using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Cli.Wiring.Compare;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Measures.Nightly;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Wiring.Nightly;

/// <summary>
/// What a finished run comes to. With rules everything is exact: the history's hashes and every outcome. A model's history depends on the
/// machine's arithmetic, so of it the study's primary outcomes are kept, each within the bound that the study declares as not mattering, shares
/// of deeds within <see cref="ShareWithin"/>, and what its answers took. Times are ratios within the run, whichever mind it had.
/// </summary>
internal static class NightlyNumbers
{
    public const double ShareWithin = 0.1, FallbackWithin = 0.02, TokenShareWithin = 0.1, TokensFactor = 1.5, SpeedFactor = 3;

    private const int Moments = 8; // hashes along the way, so that a history that parted says where
    private const double LeastSeconds = 1; // what takes less is mostly the program's own start, compiling itself

    /// <param name="used">Processor seconds of the run.</param>
    /// <param name="reference">Those of the reference work, as it went beside the run.</param>
    public static Baseline Of(NightlyStudy study, BoundConfig bound, RunFolder folder, double used, double reference, CancellationToken cancellation)
    {
        var manifest = folder.ReadManifest();
        var parts = RunParts.Make(RunPlaces.Config(folder, []), folder, vectorHashes: manifest.Vectors);
        using var store = RunPlaces.OpenRead(folder, parts.Config);
        cancellation.ThrowIfCancellationRequested();
        var outcomes = OutcomeReader.Read(store, CompareRuns.People(parts), parts.Config.Seed);
        var (exact, numbers) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new SortedDictionary<string, BaselineNumber>(StringComparer.Ordinal));
        if (study.Model is null) Rules(store, manifest, outcomes, exact, numbers);
        else Model(bound, store, outcomes, numbers);
        if (!study.Quick) Speed(study, manifest, used, reference, numbers);
        return new Baseline(study.Config, study.Model is null ? "rule" : Path.GetFileNameWithoutExtension(study.Model), ProgramVersion.Text, study.Settings, Inputs(bound, manifest), exact, numbers);
    }

    private static void Rules(IRunStore store, RunManifest manifest, RunOutcomes outcomes, SortedDictionary<string, string> exact, SortedDictionary<string, BaselineNumber> numbers)
    {
        foreach (var row in store.Query("select s.tick, s.event_hash from steps s join (select tick, max(phase * 100000 + round) as place from steps group by tick) last on last.tick = s.tick and last.place = s.phase * 100000 + s.round order by s.tick"))
        {
            var tick = (long)row["tick"]!;
            if ((tick + 1) * Moments / manifest.Ticks != tick * Moments / manifest.Ticks) exact[string.Create(CultureInfo.InvariantCulture, $"{BaselineDiff.History}{tick}")] = (string)row["event_hash"]!;
        }

        exact["event hash"] = manifest.EventHash!;
        exact["probe hash"] = manifest.ProbeHash!;
        foreach (var (name, value) in outcomes.Values) numbers[name] = new BaselineNumber(value);
        foreach (var row in store.Query("select 'rows/answers' as what, count(*) as n from answers union all select 'rows/events', count(*) from events union all select 'rows/messages', count(*) from messages union all select 'rows/probes', count(*) from probes")) numbers[(string)row["what"]!] = new BaselineNumber((long)row["n"]!);
    }

    private static void Model(BoundConfig bound, IRunStore store, RunOutcomes outcomes, SortedDictionary<string, BaselineNumber> numbers)
    {
        var config = bound.As<RunConfig>();
        foreach (var (outcome, within) in Studies.Find(config.Study).Primary(bound.Sections[config.Study]))
        {
            if (outcomes.Values.TryGetValue(outcome, out var value)) numbers[outcome] = new BaselineNumber(value, Closeness.Difference, within);
        }

        foreach (var (outcome, value) in outcomes.Values.Where(v => v.Key.StartsWith(OutcomeKey.Action + "/", StringComparison.Ordinal))) numbers[outcome] = new BaselineNumber(value, Closeness.Difference, ShareWithin);
        numbers["answers/fallbacks"] = new BaselineNumber(outcomes.Answers == 0 ? 0 : outcomes.Fallbacks / (double)outcomes.Answers, Closeness.Difference, FallbackWithin);
        var tokens = store.Query("select sum(prompt_tokens) as prompt, sum(computed_tokens) as computed, sum(generated_tokens) as generated, count(*) as answers from answers")[0];
        double Sum(string name) => Convert.ToDouble(tokens[name] ?? 0L, CultureInfo.InvariantCulture);
        if (Sum("prompt") == 0) return;
        numbers["tokens/computed share"] = new BaselineNumber(Sum("computed") / Sum("prompt"), Closeness.Difference, TokenShareWithin);
        numbers["tokens/generated an answer"] = new BaselineNumber(Sum("generated") / Sum("answers"), Closeness.Factor, TokensFactor);
    }

    // never a time: of rules what a decision takes in units of work that was done beside the run, of a model the society's time over the mind's
    private static void Speed(NightlyStudy study, RunManifest manifest, double used, double reference, SortedDictionary<string, BaselineNumber> numbers)
    {
        double Of(string what) => manifest.Seconds.GetValueOrDefault(what);
        var (own, minds, answers) = (Of("study") + Of("treatment") + Of("commit") + Of("checkpoint"), Of("minds"), manifest.Ledgers.Values.Sum(l => l.Calls));
        void Put(string name, double value) => numbers["speed/" + name] = new BaselineNumber(Math.Round(value, 6), Closeness.Factor, SpeedFactor);
        if (study.Model is null && used >= LeastSeconds && answers > 0) Put("processor time of a decision over the reference work, per mille", 1000 * used / answers / reference);
        if (study.Model is not null && own >= LeastSeconds && minds > 0) Put("society's time over the mind's", own / minds);
    }

    private static SortedDictionary<string, string> Inputs(BoundConfig bound, RunManifest manifest)
    {
        string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["the configuration"] = Hash(ConfigText.Canonical(bound.Schema.Wrap(ComparePlan.Answering(bound.As<RunConfig>()), bound.Sections))),
            ["prompt texts"] = Hash(string.Join('\n', manifest.Prompts.Select(p => p.Key + " " + p.Value))),
        };
        foreach (var (name, mind) in manifest.Minds)
        {
            if (mind.Settings.GetValueOrDefault("model_sha256") is { } model) inputs[$"the model of minds.{name}"] = model;
        }

        foreach (var (name, hash) in manifest.Vectors) inputs["the direction " + name] = hash;
        return inputs;
    }
}
