using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Environments.Nav;
using PersonaSim.Engine.Studies.Town.Environments.Policy;
using PersonaSim.Engine.Studies.Town.Environments.Research;
using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The tasks that a town can have, by name.</summary>
public static class TownEnvironments
{
    public static IReadOnlyList<string> Names { get; } = [ResearchEnvironment.Id, PolicyEnvironment.Id, NavEnvironment.Id, OpenEnvironment.Id];

    /// <summary>The task of a run: the same for equal arguments.</summary>
    public static ITownEnvironment Create(EnvironmentConfig config, IReadOnlyList<string> people, IReadOnlyList<EnvironmentPlace> places, Rng rng, PromptLibrary prompts)
    {
        if (!Names.Contains(config.Name)) throw Nearest.Unknown("environment", config.Name, Names);
        Positive("difficulty", config.Difficulty);
        Positive("rounds", config.Rounds);
        if (config.Name == OpenEnvironment.Id) return new OpenEnvironment();
        var roster = new Roster(people);
        return config.Name switch
        {
            ResearchEnvironment.Id => new ResearchEnvironment(config, roster, places, rng, prompts),
            PolicyEnvironment.Id => new PolicyEnvironment(config, roster, places, rng, prompts),
            _ => new NavEnvironment(config, roster, places, rng, prompts),
        };
    }

    private static void Positive(string what, int value)
    {
        if (value < 1) throw new InputException($"The {what} of an environment is {value.ToString(CultureInfo.InvariantCulture)}; it must be 1 or more.");
    }
}
