using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Studies;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The studies that this program has.</summary>
internal static class Studies
{
    private static readonly StudyKind[] _all =
    [
        new("town", typeof(TownConfig), (section, context) => TownStudy.Create((TownConfig)section, context))
        {
            MayBranch = ["memory", "events"],
            Primary = _ => [("adherence/likert/dosed", 0.1), ("measure/trust/town", 0.05), ("measure/close_ties/town", 0.5), ("measure/gini_money/town", 0.05)],
        },
        new("reputation", typeof(ReputationConfig), (section, context) => ReputationStudy.Create((ReputationConfig)section, context))
        {
            MayBranch = ["reputation", "gossip", "reach", "placebo_gossip", "choose"],
            Primary = section => [("measure/" + ((ReputationConfig)section).Scenario switch { ReputationScenario.Investment => "investment_success", ReputationScenario.SignUp => "sign_up", _ => "cooperation" }, 0.05), ("measure/resources_gini", 0.05)],
        },
    ];

    /// <summary>What a configuration may hold.</summary>
    public static ConfigCatalog Catalog { get; } = new(typeof(RunConfig), _all.ToDictionary(k => k.Name, k => k.Section));

    public static StudyKind Find(string name) => _all.FirstOrDefault(k => k.Name == name) ?? throw new InputException($"There is no study '{name}'; there are {string.Join(", ", _all.Select(k => k.Name))}.");
}
