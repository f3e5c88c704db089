namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>A ledger at one moment, as the manifest and the reports keep it.</summary>
public sealed record LedgerSnapshot(string Mind)
{
    /// <summary>Requests to the model: one per ask for a local mind; each try, retry and repair of a remote one.</summary>
    public long Calls { get; init; }

    public long PromptTokens { get; init; }

    /// <summary>Of the prompt tokens, those that were not taken from a cache or a shared prefix; a prefix counts once per page.</summary>
    public long ComputedTokens { get; init; }

    /// <summary>All output tokens, thoughts included.</summary>
    public long GeneratedTokens { get; init; }

    public long ThoughtTokens { get; init; }

    /// <summary>Draws in which the shape overrode the model's first choice.</summary>
    public long Overrides { get; init; }

    /// <summary>Calls whose token counts are estimated from their length, because the endpoint gave none.</summary>
    public long EstimatedCalls { get; init; }

    /// <summary>Answers that the rule gave instead, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Answers that were asked for a second time, by reason.</summary>
    public IReadOnlyDictionary<string, long> Repaired { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Calls that failed and were tried again, by reason.</summary>
    public IReadOnlyDictionary<string, long> Retried { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Wall time inside the mind; what overlaps counts once.</summary>
    public double Seconds { get; init; }

    /// <summary>Null: no prices were given.</summary>
    public decimal? Cost { get; init; }
}
