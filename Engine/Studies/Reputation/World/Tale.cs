namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Gossip on its way from one to another, about a third.</summary>
/// <param name="id">Of the story it goes back to, unique in the run.</param>
/// <param name="depth">1: the one to whom it happened tells it; 2: a listener tells it on.</param>
/// <param name="source">Whose story it is.</param>
public sealed class Tale(int id, int depth, int source, int teller, int listener, int target, Part part)
{
    public int Id { get; } = id;

    public int Depth { get; } = depth;

    public int Source { get; } = source;

    public int Teller { get; } = teller;

    public int Listener { get; } = listener;

    public int Target { get; } = target;

    public Part Part { get; } = part;

    /// <summary>What is said of the target, 1 (very bad) to 5 (very good); 0 before it was said.</summary>
    public int Verdict { get; set; }

    /// <summary>What the teller heard themselves, where they tell it on; 0 where it happened to them.</summary>
    public int Heard { get; init; }

    public List<string> Lines { get; } = [];

    public bool LinesOver { get; set; }
}
