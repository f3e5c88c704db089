using System.Globalization;
using System.Text;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Native;

namespace PersonaSim.Engine.Society.Safety;

/// <summary>
/// Looks for phrases of a lexicon in what is said, redacts or drops the line as its category demands, and takes a part of the speaker's dose
/// away, which comes back by halves.
/// </summary>
public sealed class SafetyGovernor : IGovernor
{
    /// <summary>What stands where words were taken out.</summary>
    public const string Removed = "[removed]";

    // nearer to the full dose than this is the full dose
    private const double Recovered = 0.005;

    private readonly SafetyConfig _config;
    private readonly SafetyLexicon _lexicon;
    private readonly SortedDictionary<string, (double Factor, long Tick)> _held = new(StringComparer.Ordinal); // whose dose is held back, since when
    private long _now;

    internal SafetyGovernor(SafetyConfig config, SafetyLexicon lexicon)
    {
        Check(config);
        (_config, _lexicon) = (config, lexicon);
    }

    public static IGovernor Create(SafetyConfig config, PromptLibrary prompts) =>
        config.Mode == SafetyMode.Off ? new NoGovernor() : new SafetyGovernor(config, SafetyLexicon.Read(prompts, config.Lexicon));

    public string? Review(string who, string text, long tick, StepLog log)
    {
        _now = Math.Max(_now, tick);
        var hits = _lexicon.Find(text);
        if (hits.Count == 0) return text;
        var enforces = _config.Mode == SafetyMode.Enforce;
        var strictest = SafetyPolicy.Publish;
        for (var i = 0; i < hits.Count;)
        {
            var category = (SafetyCategory)hits[i].Label;
            var count = 0;
            for (; i < hits.Count && hits[i].Label == (int)category; i++) count++;
            var severity = (SafetySeverity)Math.Min((int)_lexicon.SeverityOf(category) + (count > 1 ? 1 : 0), (int)SafetySeverity.High);
            var policy = enforces ? _config.PolicyOf(category) : SafetyPolicy.Publish;
            if (policy > strictest) strictest = policy;
            var before = FactorOf(who);
            if (enforces && severity >= _config.BackoffFrom) Hold(who, before);
            log.Guard(new SafetyRow(who, SafetyLexicon.NameOf(category), Word(severity), enforces ? Word(policy) : "log_only", before, FactorOf(who), text));
        }

        return strictest switch { SafetyPolicy.Publish => text, SafetyPolicy.Redact => Redacted(text, hits), _ => null };
    }

    public double FactorOf(string who) => _held.TryGetValue(who, out var held) ? At(held, _now) : 1;

    public void Advance(long tick, StepLog log)
    {
        _now = Math.Max(_now, tick + 1);
        foreach (var (who, held) in _held.ToList())
        {
            var factor = At(held, _now);
            if (factor < 1 - Recovered) continue;
            _held.Remove(who);
            log.Guard(new SafetyRow(who, "recovery", "none", "none", factor, 1, ""));
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_now);
        writer.Write(_held.Count);
        foreach (var (who, held) in _held)
        {
            writer.Write(who);
            writer.Write(held.Factor);
            writer.Write(held.Tick);
        }
    }

    public void Load(BinaryReader reader)
    {
        _held.Clear();
        _now = reader.ReadInt64();
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++) _held[reader.ReadString()] = (reader.ReadDouble(), reader.ReadInt64());
    }

    private void Hold(string who, double before)
    {
        // what is below the floor already (a run continued with a higher one) stays where it is
        var after = Math.Min(before, Math.Max(_config.Floor, before * (1 - _config.Backoff)));
        if (after < 1) _held[who] = (after, _now);
    }

    private double At((double Factor, long Tick) held, long tick) => 1 - ((1 - held.Factor) * Math.Pow(0.5, (tick - held.Tick) / _config.HalfLife));

    private string Redacted(string text, IReadOnlyList<LexiconHit> hits)
    {
        var redacted = new StringBuilder();
        var at = 0;
        foreach (var hit in hits.Where(h => _config.PolicyOf((SafetyCategory)h.Label) == SafetyPolicy.Redact).OrderBy(h => h.Start).ThenBy(h => h.End))
        {
            if (hit.End <= at) continue;
            if (hit.Start >= at) redacted.Append(text, at, hit.Start - at).Append(Removed); // otherwise it begins inside the one before
            at = hit.End;
        }

        return redacted.Append(text, at, text.Length - at).ToString();
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static void Check(SafetyConfig config)
    {
        Within("backoff", config.Backoff, 0, 1);
        Within("floor", config.Floor, 0, 1);
        if (!(config.HalfLife > 0) || double.IsInfinity(config.HalfLife)) throw new InputException($"The safety governor's half_life is {Text(config.HalfLife)} ticks; it must be more than 0.");
    }

    private static void Within(string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high)) throw new InputException($"The safety governor's {name} is {Text(value)}; it must lie between {Text(low)} and {Text(high)}.");
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
