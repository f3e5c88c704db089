using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>Who is not left to their own choice. Rules play a planted behaviour; a language model is told of it as a part of its persona.</summary>
public sealed record PlantedConfig
{
    [Doc("The share of people who always cooperate."), Range(0, 1)]
    public double Cooperators { get; init; }

    [Doc("The share of people who always take what they can."), Range(0, 1)]
    public double Exploiters { get; init; }

    [Doc("The share of people who cooperate until somebody first wrongs them, and never again with that one."), Range(0, 1)]
    public double Grim { get; init; }

    [Doc("The share of people who tell the opposite of what they think of somebody."), Range(0, 1)]
    public double Liars { get; init; }

    [Doc("The behaviours of the first people by name: ordinary, cooperator, exploiter, grim; it goes before the shares."), Example("[exploiter, grim]")]
    public IReadOnlyList<Behaviour> First { get; init; } = [];
}
