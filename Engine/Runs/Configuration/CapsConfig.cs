namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Where a mind stops the run; the names of <see cref="Minds.Ledgers.LedgerCaps"/>.</summary>
public sealed record CapsConfig
{
    [Doc("Stop after this many asks answered by the mind; without it there is no such cap."), Range(1), Unit("calls")]
    public long? Calls { get; init; }

    [Doc("Stop after this many prompt and generated tokens together; without it there is no such cap."), Range(1), Unit("tokens")]
    public long? Tokens { get; init; }

    [Doc("Stop after this much time spent inside the mind; without it there is no such cap."), Range(0), Unit("seconds")]
    public double? Seconds { get; init; }

    [Doc("Stop when the answers have cost this much, in the currency of the prices; without it there is no such cap."), Range(0), Unit("currency of the prices")]
    public decimal? Cost { get; init; }
}
