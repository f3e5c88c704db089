namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Two or three who meet at a place in one tick; it is over when the tick is.</summary>
public sealed class Encounter(int number, int place, int[] people, int topic)
{
    public int Number { get; } = number;

    public int Place { get; } = place;

    public IReadOnlyList<int> People { get; } = people;

    /// <summary>The topic that may come up, or -1.</summary>
    public int Topic { get; } = topic;

    public List<Line> Lines { get; } = [];

    public bool Over { get; set; }

    /// <summary>Whose turn it is in a round.</summary>
    public int SpeakerOf(int round) => People[round % People.Count];
}
