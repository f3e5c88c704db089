using System.Diagnostics.Metrics;

namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>What minds publish while they run, for OpenTelemetry and <c>dotnet-counters</c>; the record of a run is its ledger, not this.</summary>
public static class MindMetrics
{
    public const string MeterName = "PersonaSim.Minds";

    /// <summary>What tells the values of an instrument apart.</summary>
    public const string Tags = "Each value has the tag `mind`; `persim.mind.tokens` also has `kind`, `persim.mind.refusals` also `reason`.";

    private static readonly Meter _meter = new(MeterName);
    private static readonly Counter<long> _calls = _meter.CreateCounter<long>("persim.mind.calls", "{call}", "Requests to a mind's model.");
    private static readonly Counter<long> _tokens = _meter.CreateCounter<long>("persim.mind.tokens", "{token}", "Tokens by kind: prompt (as submitted), computed, generated, thought.");
    private static readonly Counter<long> _refusals = _meter.CreateCounter<long>("persim.mind.refusals", "{answer}", "Answers refused, by reason.");
    private static readonly Histogram<double> _fill = _meter.CreateHistogram<double>("persim.mind.batch.fill", "1", "Used part of a decoded batch.");
    private static readonly Histogram<double> _cells = _meter.CreateHistogram<double>("persim.mind.kv.use", "1", "Used part of the cache's cells.");
    private static readonly Counter<long> _hits = _meter.CreateCounter<long>("persim.mind.prefix.hits", "{token}", "Prompt tokens that a shared prefix saved.");
    private static readonly Histogram<double> _speed = _meter.CreateHistogram<double>("persim.mind.tokens_per_second", "{token}/s", "Generated tokens per second of a page.");

    public static void Call(string mind) => _calls.Add(1, Mind(mind));

    public static void Tokens(string mind, AnswerUsage usage)
    {
        Tokens(mind, "prompt", usage.PromptTokens);
        Tokens(mind, "computed", usage.ComputedTokens);
        Tokens(mind, "generated", usage.GeneratedTokens);
        Tokens(mind, "thought", usage.ThoughtTokens);
    }

    public static void Tokens(string mind, string kind, long count)
    {
        if (count > 0) _tokens.Add(count, Mind(mind), new("kind", kind));
    }

    public static void Refusal(string mind, string reason) => _refusals.Add(1, Mind(mind), new("reason", reason));

    public static void BatchFill(string mind, double part) => _fill.Record(part, Mind(mind));

    public static void KvUse(string mind, double part) => _cells.Record(part, Mind(mind));

    public static void PrefixHits(string mind, long tokens) => _hits.Add(tokens, Mind(mind));

    public static void TokensPerSecond(string mind, double speed) => _speed.Record(speed, Mind(mind));

    private static KeyValuePair<string, object?> Mind(string name) => new("mind", name);
}
