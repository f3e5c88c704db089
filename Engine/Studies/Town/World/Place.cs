namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>A place of the town.</summary>
/// <param name="Capacity">How many fit, in a town of <see cref="TownConfig.People"/>; it grows with the population.</param>
/// <param name="Opens">The first slot of a day in which one may come in; who is inside may stay.</param>
/// <param name="Closes">The first slot in which one may not any more.</param>
/// <param name="Purposes">What it is for: home, market, hall, library, quiet, lively, wild.</param>
public sealed record Place(string Name, int X, int Y, int Capacity, int Opens, int Closes, IReadOnlyList<string> Purposes, IReadOnlyList<string> Neighbours, string Description)
{
    public bool IsOpen(int slot) => slot >= Opens && slot < Closes;

    public bool Serves(string purpose)
    {
        foreach (var p in Purposes)
        {
            if (p == purpose) return true;
        }

        return false;
    }
}
