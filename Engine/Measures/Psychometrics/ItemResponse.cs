using PersonaSim.Engine.Measures.Psychometrics.Forms;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>
/// Both answers to an item. It counts when both do: in one order alone, a liking for a number would pass for agreement. What the orders add
/// to agreement cancels in the mean of the two latents exactly, in that of the two expected places nearly.
/// </summary>
public sealed record ItemResponse(TestItem Item, OrderedAnswer Forward, OrderedAnswer Reversed)
{
    public bool Counts => Forward.Counts && Reversed.Counts;

    public string Reason => Forward.Reason.Length > 0 ? Forward.Reason : Reversed.Reason;

    /// <summary>The expected place among the options from 0, not yet keyed; null: unanswered.</summary>
    public double? Place => Counts ? (Forward.Place + Reversed.Place) / 2 : null;

    /// <summary>Agreement in the latent, not yet keyed; null: unanswered.</summary>
    public double? Latent => Counts ? (Forward.Latent + Reversed.Latent) / 2 : null;

    public double? Ends => Counts ? (Forward.Ends + Reversed.Ends) / 2 : null;

    /// <summary>The mass of both orders; null: one was refused.</summary>
    public double? Mass => (Forward.Mass + Reversed.Mass) / 2;

    /// <summary>What the forward order adds to agreement in the latent: half of the difference between the two.</summary>
    public double? OrderBias => Counts ? (Forward.Latent - Reversed.Latent) / 2 : null;
}
