using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Which common task the town has.</summary>
public sealed record EnvironmentConfig
{
    [Doc("The task: research, policy, nav or open.")]
    public string Name { get; init; } = "research";

    [Doc("How much there is to do: questions of a report, fields of a sheet, tokens to find.")]
    public int Difficulty { get; init; } = 3;

    [Doc("How many times the task is given, each time with new contents.")]
    public int Rounds { get; init; } = 1;
}
