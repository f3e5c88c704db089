namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>What the order of the options does to answers, over all answered items.</summary>
/// <param name="Bias">The mean over items of what the forward order adds to agreement, in the latent: half of the difference between the orders.</param>
/// <param name="Error">Its standard error, items being clusters.</param>
/// <param name="Size">The mean of its absolute value: biases of either sign do not cancel here.</param>
/// <param name="Flips">The share of items whose answer lies on the other side of the middle in the other order.</param>
public sealed record OrderRobustness(double? Bias, double? Error, double? Size, double? Flips)
{
    public static OrderRobustness Of(IEnumerable<ItemResponse> responses)
    {
        var answered = responses.Where(r => r.Counts).ToList();
        if (answered.Count == 0) return new OrderRobustness(null, null, null, null);
        var error = ClusteredError.Of([.. answered.Select(r => new Observation(r.Item.Id, true, r.OrderBias!.Value))], balanced: false);
        return new OrderRobustness(
            answered.Average(r => r.OrderBias!.Value),
            error,
            answered.Average(r => Math.Abs(r.OrderBias!.Value)),
            answered.Count(r => r.Forward.Latent * r.Reversed.Latent < 0) / (double)answered.Count);
    }
}
