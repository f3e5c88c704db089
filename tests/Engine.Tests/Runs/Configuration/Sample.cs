using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

/// <summary>A root record with every type that the binder knows.</summary>
internal sealed record Sample
{
    [Doc("The study.")]
    public required string Study { get; init; }

    [Doc("A text."), OneOf("calm", "loud")]
    public string Voice { get; init; } = "calm";

    [Doc("A switch.")]
    public bool Live { get; init; }

    [Doc("An int."), Range(2, 100), Unit("agents"), Example("40")]
    public int Population { get; init; } = 32;

    [Doc("A long."), Range(1)]
    public long Ticks { get; init; } = 200;

    [Doc("A double."), Range(-3, 3)]
    public double TopMean { get; init; } = 0.5;

    [Doc("A seed.")]
    public ulong Seed { get; init; } = 1;

    [Doc("An amount."), Range(0)]
    public decimal? Cost { get; init; }

    [Doc("A colour.")]
    public SampleColour Colour { get; init; }

    [Doc("Perhaps a colour.")]
    public SampleColour? Second { get; init; } = SampleColour.DeepBlue;

    [Doc("Perhaps an int.")]
    public int? Cells { get; init; } = 7;

    [Doc("Perhaps a text.")]
    public string? Note { get; init; }

    [Doc("Numbers."), Range(0, 9)]
    public IReadOnlyList<int> Numbers { get; init; } = [1, 2];

    [Doc("Texts.")]
    public IReadOnlyList<string> Words { get; init; } = [];

    [Doc("Steps.")]
    public IReadOnlyList<SampleStep> Steps { get; init; } = [new() { From = 3 }];

    [Doc("Weights.")]
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 };

    [Doc("Minds.")]
    public IReadOnlyDictionary<string, SampleMind> Minds { get; init; } = new Dictionary<string, SampleMind>();

    [Doc("A part.")]
    public SamplePart Part { get; init; } = new() { Depth = 4 };

    [Doc("Perhaps a part.")]
    public SamplePart? Spare { get; init; }
}

internal enum SampleColour
{
    [Doc("As roses are.")]
    Red,
    DeepBlue,
    Off,
}

internal sealed record SampleStep
{
    [Doc("The first tick.")]
    public required long From { get; init; }

    [Doc("Whether it is on.")]
    public bool On { get; init; } = true;
}

internal sealed record SampleMind
{
    [Doc("How many at once."), Range(1, 10)]
    public int Parallel { get; init; } = 4;

    [Doc("How hot.")]
    public double Temperature { get; init; } = 0.7;

    [Doc("More by name.")]
    public IReadOnlyDictionary<string, int> Limits { get; init; } = new Dictionary<string, int> { ["calls"] = 5 };
}

internal sealed record SamplePart
{
    [Doc("How deep.")]
    public int Depth { get; init; } = 1;

    [Doc("A label.")]
    public string Label { get; init; } = "plain";
}

internal sealed record SampleTown
{
    [Doc("How difficult."), Range(1, 5)]
    public int Difficulty { get; init; } = 3;

    [Doc("Where.")]
    public string Environment { get; init; } = "research";
}

internal static class Samples
{
    public static ConfigSchema Schema { get; } = ConfigSchema.Of(typeof(Sample), new Dictionary<string, Type> { ["town"] = typeof(SampleTown) }, ["election", "opinion"]);

    public static BoundConfig Bind(string yaml, params string[] sets) => Schema.Bind(ConfigFile.Parse(yaml, "sample.yaml", sets));

    public static Sample Root(string yaml, params string[] sets) => Bind(yaml, sets).As<Sample>();
}
