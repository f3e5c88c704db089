namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What somebody plans a part of the day for. The numbers are stored: append only.</summary>
public enum Purpose
{
    Work = 0,
    Task = 1,
    Shop = 2,
    Company = 3,
    Rest = 4,
    Explore = 5,
    Civic = 6,
}
