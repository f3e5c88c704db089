namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Groups of people who are joined by ties, directly or over others.</summary>
public sealed class Clusters
{
    private readonly int[] _parent;

    public Clusters(int people)
    {
        _parent = new int[people];
        for (var i = 0; i < people; i++) _parent[i] = i;
    }

    /// <summary>Groups of two or more.</summary>
    public int Count => Sizes().Count(s => s > 1);

    /// <summary>How many the largest group has.</summary>
    public int Largest => Sizes().Max();

    public void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a != b) _parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private int Root(int who)
    {
        while (_parent[who] != who) who = _parent[who] = _parent[_parent[who]];
        return who;
    }

    private int[] Sizes()
    {
        var sizes = new int[_parent.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[Root(i)]++;
        return sizes;
    }
}
