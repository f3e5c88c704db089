namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>The names under which scenarios are known, the published short forms among them.</summary>
public static class ScenarioNames
{
    private static readonly (string Name, ReputationScenario Scenario)[] _names =
    [
        ("investment", ReputationScenario.Investment), ("invest", ReputationScenario.Investment), ("i", ReputationScenario.Investment),
        ("sign_up", ReputationScenario.SignUp), ("signup", ReputationScenario.SignUp), ("sign", ReputationScenario.SignUp), ("s", ReputationScenario.SignUp),
        ("pd_game", ReputationScenario.PdGame), ("pdgame", ReputationScenario.PdGame), ("pd", ReputationScenario.PdGame), ("p", ReputationScenario.PdGame),
    ];

    public static IReadOnlyList<string> All { get; } = [.. _names.Select(n => n.Name)];

    /// <summary>The scenario of a name, whatever its case; null when there is none.</summary>
    public static ReputationScenario? Find(string name)
    {
        foreach (var (known, scenario) in _names)
        {
            if (known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) return scenario;
        }

        return null;
    }

    /// <summary>As a configuration names it.</summary>
    public static string Of(ReputationScenario scenario) => _names.First(n => n.Scenario == scenario).Name;
}
