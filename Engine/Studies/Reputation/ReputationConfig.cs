using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Society.Safety;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>How the study of reputation is set up. The four arms are its two switches, reputation and gossip.</summary>
public sealed record ReputationConfig
{
    [Doc("What people do with each other: investment, sign_up or pd_game.")]
    public ReputationScenario Scenario { get; init; } = ReputationScenario.Investment;

    [Doc("Whether people keep records of each other and of themselves.")]
    public bool Reputation { get; init; } = true;

    [Doc("Whether people may tell others about somebody.")]
    public bool Gossip { get; init; } = true;

    [Doc("A JSON file of personas, or a folder with published seeds (step_0), taken instead of the built-in personas."), Example("profiles.json"), InputFile]
    public string? Personas { get; init; }

    [Doc("What everybody owns at the start."), Range(0, 1_000_000), Unit("units")]
    public int StartResources { get; init; } = 10;

    [Doc("The most that one investment may be."), Range(1, 100_000), Unit("units")]
    public int MostStake { get; init; } = 10;

    [Doc("The chance that somebody who has free partners among their ties chooses among these, by reputation, instead of taking anybody."), Range(0, 1)]
    public double Choose { get; init; } = 0.5;

    [Doc("Who is paired with whom: free or fixed.")]
    public PairingKind Pairs { get; init; }

    [Doc("How many people somebody can have on their blacklist; the oldest entry gives way."), Range(1, 1000), Unit("people")]
    public int Blacklist { get; init; } = 5;

    [Doc("How far a piece of gossip travels: 1 is the first listener only, 2 lets the listener tell it once more; 0 is none."), Range(0, 2)]
    public int Reach { get; init; } = 2;

    [Doc("How many lines a conversation of gossip has before the listener judges."), Range(1, 10), Unit("lines")]
    public int GossipLines { get; init; } = 1;

    [Doc("How many lines a chat of the sign-up scenario has."), Range(1, 10), Unit("lines")]
    public int ChatLines { get; init; } = 2;

    [Doc("A control: gossip is told as often, but about somebody drawn by chance.")]
    public bool PlaceboGossip { get; init; }

    [Doc("People update their records by what they saw of others every so many steps."), Range(1, 1000), Unit("steps")]
    public int ObserveEvery { get; init; } = 5;

    [Doc("Of how many known people somebody updates the record at such a step, those of whom most was seen; 0: of all."), Range(0, 20_000), Unit("people")]
    public int ObserveMost { get; init; } = 5;

    [Doc("Everybody decides about the programme every so many steps (sign_up)."), Range(1, 1000), Unit("steps")]
    public int SignEvery { get; init; } = 5;

    [Doc("All ties are written down every so many steps; 0: never."), Range(0, 1_000_000), Unit("steps")]
    public int TiesEvery { get; init; } = 5;

    [Doc("Behaviours planted by the experimenter.")]
    public PlantedConfig Planted { get; init; } = new();

    [Doc("The parameters of the rule mind; a language model never sees them.")]
    public RuleConfig Rule { get; init; } = new();

    [Doc("The safety governor, which reads every line before it is heard.")]
    public SafetyConfig Safety { get; init; } = new();

    [Doc("Faults of the published program that its published numbers depend on.")]
    public CompatConfig Compat { get; init; } = new();
}
