namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Somebody offers one of a good for a price.</summary>
public sealed record Offer(int From, int Good, long Price, long Tick);
