namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Two people who meet in a step. The first is the investor where there is one. It lives for one step and is saved with it.</summary>
public sealed class Encounter(int number, int first, int second, Part firstPart, Part secondPart)
{
    public int Number { get; } = number;

    public int First { get; } = first;

    public int Second { get; } = second;

    /// <summary>One looked for the other among their ties.</summary>
    public bool Chosen { get; init; }

    /// <summary>Why nothing came of it; empty while it may.</summary>
    public string Refused { get; set; } = "";

    public bool Goes => Refused.Length == 0;

    /// <summary>The investment in whole units.</summary>
    public int Stake { get; set; }

    /// <summary>The percent that the trustee promised to keep, kept, and said to have kept: three different things.</summary>
    public int Promised { get; set; } = -1;

    public int Kept { get; set; } = -1;

    public int Reported { get; set; } = -1;

    /// <summary>The choices of a dilemma.</summary>
    public bool[] Cooperates { get; } = new bool[2];

    /// <summary>How each treated the other, 1 to 5, by the study's own table; 0 while nothing was done.</summary>
    public int[] Grades { get; } = new int[2];

    /// <summary>What each thinks of the other's honesty and fairness, 1 to 5; 0 when they were not asked.</summary>
    public int[] Honesty { get; } = new int[2];

    public int[] Fairness { get; } = new int[2];

    public List<string> Lines { get; } = [];

    public bool LinesOver { get; set; }

    public int this[int side] => side == 0 ? First : Second;

    public Part PartOf(int side) => side == 0 ? firstPart : secondPart;

    public int SideOf(int who) => who == First ? 0 : who == Second ? 1 : throw new ArgumentOutOfRangeException(nameof(who), who, "is not in this encounter");
}
