namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>The places, who is next to whom, and the first step of every way.</summary>
public sealed class PlaceMap
{
    private static readonly Place[] _town =
    [
        new("north homes", 0, 3, 20, 0, 8, ["home"], ["square", "school", "grove", "library"], "small houses with gardens"),
        new("south homes", 0, -3, 20, 0, 8, ["home"], ["square", "farm", "harbour", "mill"], "rows of brick cottages"),
        new("square", 0, 0, 20, 0, 8, ["lively"], ["north homes", "south homes", "market", "library", "town hall", "tavern", "workshop"], "the open middle of the town, with a well"),
        new("market", 2, 0, 14, 1, 6, ["market", "lively"], ["square", "workshop", "harbour", "mill"], "stalls under awnings"),
        new("workshop", 3, 1, 9, 1, 6, [], ["market", "square"], "benches, a forge and looms"),
        new("mill", 3, -1, 7, 0, 5, [], ["market", "farm", "south homes"], "a water mill with a bakehouse"),
        new("farm", 1, -4, 12, 0, 6, ["wild"], ["south homes", "mill"], "fields and a barn"),
        new("harbour", 3, -3, 10, 0, 7, ["wild"], ["south homes", "market", "tavern"], "a pier with fishing boats"),
        new("library", -2, 1, 14, 1, 7, ["library", "quiet"], ["square", "school", "grove", "north homes"], "two rooms of books"),
        new("school", -1, 3, 9, 1, 6, ["quiet"], ["north homes", "library"], "a schoolhouse with a bell"),
        new("town hall", -2, 0, 12, 1, 7, ["hall"], ["square", "clinic"], "where rules are proposed and voted on"),
        new("clinic", -3, -1, 7, 0, 8, ["quiet"], ["town hall"], "a few beds and a stove"),
        new("tavern", 2, -2, 12, 3, 8, ["lively"], ["square", "harbour"], "low beams and long tables"),
        new("grove", -2, 4, 9, 0, 7, ["quiet", "wild"], ["north homes", "library"], "old oaks around a spring"),
    ];

    private readonly int[][] _neighbours;
    private readonly int[,] _next, _distance;

    private PlaceMap(Place[] places)
    {
        Places = places;
        _neighbours = [.. places.Select(p => p.Neighbours.Select(IndexOf).ToArray())];
        (_next, _distance) = (new int[places.Length, places.Length], new int[places.Length, places.Length]);
        for (var to = 0; to < places.Length; to++) Lead(to);
    }

    /// <summary>The town's own places, with room for so many times as many people.</summary>
    public static PlaceMap Town(double factor = 1) => new([.. _town.Select(p => p with { Capacity = (int)Math.Ceiling(p.Capacity * factor) })]);

    public IReadOnlyList<Place> Places { get; }

    public Place this[int place] => Places[place];

    public int Count => Places.Count;

    public ReadOnlySpan<int> NeighboursOf(int place) => _neighbours[place];

    public bool AreNeighbours(int a, int b) => Array.IndexOf(_neighbours[a], b) >= 0;

    /// <summary>The neighbour that is one step nearer; the place itself when one is there.</summary>
    public int StepTowards(int from, int to) => _next[from, to];

    public int Distance(int from, int to) => _distance[from, to];

    /// <summary>The place of this name, or -1.</summary>
    public int Find(string name)
    {
        for (var i = 0; i < Places.Count; i++)
        {
            if (string.Equals(Places[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    /// <summary>The first place with this purpose.</summary>
    public int WithPurpose(string purpose)
    {
        for (var i = 0; i < Places.Count; i++)
        {
            if (Places[i].Serves(purpose)) return i;
        }

        throw new ArgumentException($"No place serves as '{purpose}'.", nameof(purpose));
    }

    private int IndexOf(string name) => Find(name) is var i and >= 0 ? i : throw new ArgumentException($"The map names a neighbour '{name}' that it does not have.");

    // breadth first from the goal, so that every place learns its first step
    private void Lead(int to)
    {
        for (var i = 0; i < Places.Count; i++) (_next[i, to], _distance[i, to]) = (-1, int.MaxValue);
        (_next[to, to], _distance[to, to]) = (to, 0);
        var edge = new Queue<int>([to]);
        while (edge.TryDequeue(out var at))
        {
            foreach (var near in _neighbours[at])
            {
                if (_distance[near, to] != int.MaxValue) continue;
                (_next[near, to], _distance[near, to]) = (at, _distance[at, to] + 1);
                edge.Enqueue(near);
            }
        }
    }
}
