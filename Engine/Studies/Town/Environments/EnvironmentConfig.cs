namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Which common task the town has.</summary>
public sealed record EnvironmentConfig
{
    /// <summary>The task: research, policy, nav or open.</summary>
    public string Name { get; init; } = "research";

    /// <summary>How much there is to do: questions of a report, fields of a sheet, tokens to find.</summary>
    public int Difficulty { get; init; } = 3;

    /// <summary>How many times the task is given, each time with new contents.</summary>
    public int Rounds { get; init; } = 1;
}
