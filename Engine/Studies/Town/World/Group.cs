namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>People who belong together and meet at a place.</summary>
public sealed class Group(string name, int place)
{
    public string Name { get; } = name;

    public int Place { get; } = place;

    /// <summary>Numbers of the members, in their order; a citizen's own field is the truth, this is kept beside it.</summary>
    public List<int> Members { get; } = [];
}
