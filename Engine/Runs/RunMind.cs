using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Runs;

/// <summary>A mind in its place in a run.</summary>
/// <param name="Mind">Null in a replay, which needs none.</param>
/// <param name="PageSize">Most asks of one page: a page is what is answered together, and what is lost at most.</param>
public sealed record RunMind(string Name, IMind? Mind, Ledger Ledger, int PageSize)
{
    /// <summary>Takes doses: an activation-steered model.</summary>
    public bool Steerable { get; init; }

    /// <summary>Answers are kept as they arrive, because asking again would cost money and give another answer.</summary>
    public bool KeepsArrivals { get; init; }
}
