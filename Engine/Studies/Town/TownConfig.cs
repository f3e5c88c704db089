using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town;

/// <summary>How the town is set up.</summary>
public sealed record TownConfig
{
    /// <summary>The population for which places, encounters and groups are measured; a larger town gets proportionally more of each.</summary>
    public const int People = 32;

    /// <summary>The common task: research, policy, nav, or open for none.</summary>
    public string Environment { get; init; } = "open";

    /// <summary>How much of the common task there is to do.</summary>
    public int Difficulty { get; init; } = 3;

    /// <summary>The most encounters a tick in a town of 32; a larger town has proportionally more.</summary>
    public int MaxEvents { get; init; } = 12;

    /// <summary>Whether the most encounters grow with the population; otherwise max_events holds as it is.</summary>
    public bool ScaleEvents { get; init; } = true;

    /// <summary>The share of encounters in which three meet instead of two.</summary>
    public double Threes { get; init; } = 0.25;

    /// <summary>The most lines of a conversation.</summary>
    public int Turns { get; init; } = 4;

    /// <summary>The most characters of a line.</summary>
    public int LineLength { get; init; } = 160;

    /// <summary>The chance that a line is overheard by somebody else who is there.</summary>
    public double Overheard { get; init; } = 0.1;

    /// <summary>How much more room places have than in a town of 32, beyond what the population asks for.</summary>
    public double Room { get; init; } = 1;

    /// <summary>What comes back from memory: full (what fits the situation), recent (the newest) or none.</summary>
    public MemoryMode Memory { get; init; } = MemoryMode.Full;

    /// <summary>How many memories a prompt carries.</summary>
    public int Recalled { get; init; } = 4;

    /// <summary>How many memories somebody keeps.</summary>
    public int Remembered { get; init; } = 192;

    /// <summary>How much must have happened to somebody before they reflect; an ordinary tick weighs about 0.4.</summary>
    public double ReflectAfter { get; init; } = 8;

    /// <summary>How much happens to the town from outside: none, some or rich.</summary>
    public EventRichness Events { get; init; } = EventRichness.Some;

    /// <summary>The topics on which people have opinions.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = TownTables.Topics;

    /// <summary>The share of people who, for each topic, hold a firm view from the start and never change it.</summary>
    public double Advocates { get; init; } = 0.06;

    /// <summary>The share of advocates who are for the topic's claim.</summary>
    public double AdvocatesFor { get; init; } = 1;

    /// <summary>People say where they stand every so many ticks; 0: never.</summary>
    public int StanceEvery { get; init; } = 8;

    /// <summary>The town is measured every so many ticks.</summary>
    public int MeasureEvery { get; init; } = 8;

    /// <summary>All ties are written down every so many ticks; 0: never.</summary>
    public int TiesEvery { get; init; } = 40;

    /// <summary>The strength of a tie that nobody tends halves in so many ticks.</summary>
    public double TieHalfLife { get; init; } = 60;

    /// <summary>Roles to give out instead of the task's own; empty: the task's own.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What somebody owns at the start, on average, in cents.</summary>
    public long StartMoney { get; init; } = 2000;

    /// <summary>What the town's treasury owns at the start for each inhabitant, in cents.</summary>
    public long Treasury { get; init; } = 4000;

    /// <summary>The town's share of every wage, in percent.</summary>
    public int TaxPercent { get; init; } = 15;

    /// <summary>The town's share, each day, of what somebody owns beyond twice the start, in percent.</summary>
    public int LevyPercent { get; init; } = 10;

    /// <summary>How long a proposal is open for votes, in ticks.</summary>
    public int VoteTicks { get; init; } = 16;

    /// <summary>The share of the town that must vote for a proposal to count.</summary>
    public double Quorum { get; init; } = 0.1;

    /// <summary>The most rules in force; the oldest gives way.</summary>
    public int MostRules { get; init; } = 6;

    /// <summary>Whether a rule against theft is in force from the start.</summary>
    public bool FoundingRule { get; init; } = true;

    /// <summary>What breaking a rule costs, in cents.</summary>
    public long Fine { get; init; } = 300;

    /// <summary>The chance that each of those present notices a theft, and the one it happens to twice that.</summary>
    public double Noticed { get; init; } = 0.3;
}
