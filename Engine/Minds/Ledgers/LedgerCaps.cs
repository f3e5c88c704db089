namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>Where a mind stops. What is under way when a cap is reached is finished and counted, so a sum can pass its cap by the calls in flight.</summary>
/// <param name="Tokens">Prompt tokens as submitted and generated tokens together.</param>
/// <param name="Seconds">Wall time inside the mind.</param>
/// <param name="Cost">In the currency of the ledger's <see cref="Prices"/>.</param>
public sealed record LedgerCaps(long? Calls = null, long? Tokens = null, double? Seconds = null, decimal? Cost = null);
