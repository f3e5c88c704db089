using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town;

/// <summary>How the town is set up.</summary>
public sealed record TownConfig
{
    /// <summary>The population for which places, encounters and groups are measured; a larger town gets proportionally more of each.</summary>
    public const int People = 32;

    [Doc("The common task: research, policy, nav, or open for none.")]
    public string Environment { get; init; } = "open";

    [Doc("How much of the common task there is to do.")]
    public int Difficulty { get; init; } = 3;

    [Doc("The most encounters a tick in a town of 32; a larger town has proportionally more.")]
    public int MaxEvents { get; init; } = 12;

    [Doc("Whether the most encounters grow with the population; otherwise max_events holds as it is.")]
    public bool ScaleEvents { get; init; } = true;

    [Doc("The share of encounters in which three meet instead of two.")]
    public double Threes { get; init; } = 0.25;

    [Doc("The most lines of a conversation.")]
    public int Turns { get; init; } = 4;

    [Doc("The most characters of a line.")]
    public int LineLength { get; init; } = 160;

    [Doc("The chance that a line is overheard by somebody else who is there.")]
    public double Overheard { get; init; } = 0.1;

    [Doc("How much more room places have than in a town of 32, beyond what the population asks for.")]
    public double Room { get; init; } = 1;

    [Doc("What comes back from memory: full (what fits the situation), recent (the newest) or none.")]
    public MemoryMode Memory { get; init; } = MemoryMode.Full;

    [Doc("How many memories a prompt carries.")]
    public int Recalled { get; init; } = 4;

    [Doc("How many memories somebody keeps.")]
    public int Remembered { get; init; } = 192;

    [Doc("How much must have happened to somebody before they reflect; an ordinary tick weighs about 0.4.")]
    public double ReflectAfter { get; init; } = 8;

    [Doc("How much happens to the town from outside: none, some or rich.")]
    public EventRichness Events { get; init; } = EventRichness.Some;

    [Doc("The topics on which people have opinions.")]
    public IReadOnlyList<Topic> Topics { get; init; } = TownTables.Topics;

    [Doc("The share of people who, for each topic, hold a firm view from the start and never change it.")]
    public double Advocates { get; init; } = 0.06;

    [Doc("The share of advocates who are for the topic's claim.")]
    public double AdvocatesFor { get; init; } = 1;

    [Doc("People say where they stand every so many ticks; 0: never.")]
    public int StanceEvery { get; init; } = 8;

    [Doc("The town is measured every so many ticks.")]
    public int MeasureEvery { get; init; } = 8;

    [Doc("All ties are written down every so many ticks; 0: never.")]
    public int TiesEvery { get; init; } = 40;

    [Doc("The strength of a tie that nobody tends halves in so many ticks.")]
    public double TieHalfLife { get; init; } = 60;

    [Doc("Roles to give out instead of the task's own; empty: the task's own.")]
    public IReadOnlyList<string> Roles { get; init; } = [];

    [Doc("What somebody owns at the start, on average, in cents.")]
    public long StartMoney { get; init; } = 2000;

    [Doc("What the town's treasury owns at the start for each inhabitant, in cents.")]
    public long Treasury { get; init; } = 4000;

    [Doc("The town's share of every wage, in percent.")]
    public int TaxPercent { get; init; } = 15;

    [Doc("The town's share, each day, of what somebody owns beyond twice the start, in percent.")]
    public int LevyPercent { get; init; } = 10;

    [Doc("How long a proposal is open for votes, in ticks.")]
    public int VoteTicks { get; init; } = 16;

    [Doc("The share of the town that must vote for a proposal to count.")]
    public double Quorum { get; init; } = 0.1;

    [Doc("The most rules in force; the oldest gives way.")]
    public int MostRules { get; init; } = 6;

    [Doc("Whether a rule against theft is in force from the start.")]
    public bool FoundingRule { get; init; } = true;

    [Doc("What breaking a rule costs, in cents.")]
    public long Fine { get; init; } = 300;

    [Doc("The chance that each of those present notices a theft, and the one it happens to twice that.")]
    public double Noticed { get; init; } = 0.3;

    [Doc("What the safety governor looks for and does.")]
    public SafetyConfig Safety { get; init; } = new();

    [Doc("What the experimenter tells the town.")]
    public OrchestrationConfig Orchestration { get; init; } = new();
}
