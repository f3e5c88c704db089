namespace PersonaSim.Engine.Society.Economy;

/// <summary>Something that is bought and sold.</summary>
/// <param name="Price">What one costs at the start, in cents.</param>
/// <param name="Lowest">Below this nobody sells.</param>
/// <param name="Highest">Above this nobody asks.</param>
/// <param name="Target">How many the market likes to have in stock for each inhabitant.</param>
/// <param name="Spoils">The share of the stock that is lost every day, in percent.</param>
public sealed record Good(string Name, long Price, long Lowest, long Highest, double Target, int Spoils);
