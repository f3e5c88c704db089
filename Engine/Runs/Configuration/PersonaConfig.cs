using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Who the agents are, and how their personality reaches the model.</summary>
public sealed record PersonaConfig
{
    [Doc("How a personality reaches the model; arms of one seed are paired.")]
    public Arm Arm { get; init; }

    [Doc("The mean of each drawn trait."), Range(-10, 10), Unit("standard deviations")]
    public double Mean { get; init; }

    [Doc("The mean of single drawn traits, by letter (E, A, C, N, O), in place of `mean`."), Example("{ E: 1, A: -0.5 }"), Range(-10, 10), Unit("standard deviations")]
    public IReadOnlyDictionary<string, double> Traits { get; init; } = new Dictionary<string, double>();

    [Doc("The spread of each drawn trait; 0 makes all agents alike."), Range(0, 3), Unit("standard deviations")]
    public double Sd { get; init; } = 1;

    [Doc("How the drawn traits of one agent go together.")]
    public TraitCorrelations Correlations { get; init; }

    [Doc("Which doses are given.")]
    public DoseRange Within { get; init; }

    [Doc("What becomes of that which a dose of one trait does to the others, as the model's dose cards measured and solved it.")]
    public LeakageTarget Leakage { get; init; }

    [Doc("Which tokens are steered: those behind the shared blocks (suffix), all, or only generated ones.")]
    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    [Doc("How much of a direction one unit of a trait is, until a calibrated dose card says it."), Range(0, 1000), Unit("activation units per trait unit")]
    public double Dose { get; init; } = 1;

    [Doc("What makes a dose stand for the same person as a text does: equal trait units, or an equal achieved score.")]
    public DoseMatch Match { get; init; }

    [Doc("With match: achieved, what the texts' levels achieve on the model: the file that `persim probe MODEL --level 1..7 --json` prints."), Example("levels.json")]
    public string? Levels { get; init; }

    [Doc("Raw doses of named directions (persim vectors import), multiples of what a direction's file holds, given to everybody beside whatever the arm does; a column dose:NAME of persona.table gives somebody another."), Range(-10_000, 10_000), Example("{ happy: 4 }")]
    public IReadOnlyDictionary<string, double> Directions { get; init; } = new Dictionary<string, double>();

    [Doc("A CSV file of people with their traits and, where they differ, their arms, taken instead of drawing them."), Example("prompts/people.csv")]
    public string? Table { get; init; }

    [Doc("The arm of some people of the same town, drawn by the seed; without it all have the one arm."), Example("none")]
    public Arm? OtherArm { get; init; }

    [Doc("The share of people who have the other arm."), Range(0, 1)]
    public double OtherShare { get; init; } = 0.5;

    [Doc("When the personality is switched on and off or its doses change; without entries it is on from the start."), Example("[{ from: 0, factor: 0 }, { from: 50, factor: 1 }, { from: 100, factor: 0 }]")]
    public IReadOnlyList<PersonaSwitch> Schedule { get; init; } = [];
}
