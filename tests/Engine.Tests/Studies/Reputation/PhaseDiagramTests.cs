using System.Globalization;
using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>
/// The tables of docs/findings/reputation-rule.md, computed anew and printed; nothing about a finding is asserted. A fifth of the people are planted
/// exploiters: without anybody to warn of, gossip has nothing to do.
/// </summary>
[Category("Full")]
public sealed class PhaseDiagramTests
{
    private const int Seeds = 20, Steps = 60;

    private static readonly ReputationScenario[] _scenarios = Enum.GetValues<ReputationScenario>();
    private static readonly (string Name, bool Reputation, bool Gossip)[] _arms = [("full", true, true), ("no gossip", true, false), ("no reputation", false, true), ("neither", false, false)];
    private static readonly double[] _weights = [0, 1, 2, 4], _liars = [0, 0.2, 0.5];

    [TestCaseSource(nameof(_scenarios))]
    public void Arms(ReputationScenario scenario)
    {
        var text = new StringBuilder();
        foreach (var exploiters in new[] { 0, 0.2 })
        {
            foreach (var (name, reputation, gossip) in _arms)
            {
                var runs = Runs(Society.Arms(scenario, reputation, gossip) with { Planted = new PlantedConfig { Exploiters = exploiters } });
                text.Append(CultureInfo.InvariantCulture, $"| {exploiters:0.0} | {name} | {Show(runs, r => r[Subject(scenario)])} | {Show(runs, r => r.Last("resources"))} | {Show(runs, r => 100 * r.Last("slope"))} | {runs.Count(r => r.Last("collapsed_at") >= 0)} | {Show(runs, r => Isolation(r))} | {Show(runs, r => r.Last("largest_cluster", Parts.Of(scenario)[^1].Word()))} | {(gossip ? Show(runs, r => Share(r, "positive")) : "-")} |\n");
            }
        }

        TestContext.Out.WriteLine($"{scenario}\n{text}");
    }

    [TestCase(ReputationScenario.Investment)]
    [TestCase(ReputationScenario.PdGame)]
    public void Diagram(ReputationScenario scenario)
    {
        var text = new StringBuilder();
        foreach (var weight in _weights)
        {
            foreach (var liars in _liars)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {weight} | {liars} |");
                foreach (var reach in new[] { 0, 1, 2 })
                {
                    var runs = Runs(new ReputationConfig { Scenario = scenario, Gossip = reach > 0, Reach = reach, Rule = new RuleConfig { Record = weight }, Planted = new PlantedConfig { Exploiters = 0.2, Liars = liars } });
                    text.Append(CultureInfo.InvariantCulture, $" {Show(runs, r => r[Subject(scenario)])} | {Show(runs, r => Isolation(r))} |");
                }

                text.Append('\n');
            }
        }

        TestContext.Out.WriteLine($"{scenario}\n{text}");
    }

    /// <summary>The order of the arms at the corners of the region in which the parameters are plausible.</summary>
    [TestCaseSource(nameof(_scenarios))]
    public void Region(ReputationScenario scenario)
    {
        var text = new StringBuilder();
        foreach (var memory in new[] { 0.4, 2 })
        {
            foreach (var standing in new[] { 0, 1.6 })
            {
                foreach (var record in new[] { 0.0, 4 })
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {memory} | {standing} | {record} |");
                    foreach (var (_, reputation, gossip) in _arms) text.Append(CultureInfo.InvariantCulture, $" {Show(Runs(Society.Arms(scenario, reputation, gossip) with { Rule = new RuleConfig { Memory = memory, Standing = standing, Record = record }, Planted = new PlantedConfig { Exploiters = 0.2 } }), r => r[Subject(scenario)])} |");
                    text.Append('\n');
                }
            }
        }

        TestContext.Out.WriteLine($"{scenario}\n{text}");
    }

    /// <summary>Where gossip could matter: more people than anybody meets, and few steps. The last number is what an exploiter owns for each unit of another.</summary>
    [Test]
    public void Strangers()
    {
        var text = new StringBuilder();
        foreach (var people in new[] { 20, 60, 200 })
        {
            foreach (var reach in new[] { 0, 1, 2 })
            {
                var config = new ReputationConfig { Scenario = ReputationScenario.PdGame, Gossip = reach > 0, Reach = reach, StartResources = 0, Rule = new RuleConfig { Record = 4 }, Planted = new PlantedConfig { Exploiters = 0.2 } };
                foreach (var (name, of) in new[] { ("gossip", config), ("placebo", config with { PlaceboGossip = true }) })
                {
                    if (reach == 0 && name == "placebo") continue;
                    var runs = Runs(of, people, 15);
                    text.Append(CultureInfo.InvariantCulture, $"| {people} | {(reach == 0 ? "none" : $"{name}, reach {reach}")} | {Show(runs, r => r["cooperation"])} | {Show(runs, Advantage)} |\n");
                }
            }
        }

        TestContext.Out.WriteLine(text.ToString());
    }

    private static double Advantage(Quick run)
    {
        var groups = run.World.Agents.ToLookup(a => a.Behaviour == Behaviour.Exploiter, a => (double)a.Resources);
        return groups[true].Average() / groups[false].Average();
    }

    private static string Subject(ReputationScenario scenario) => scenario switch { ReputationScenario.Investment => "investment_success", ReputationScenario.SignUp => "sign_up", _ => "cooperation" };

    private static List<Quick> Runs(ReputationConfig config, int people = 20, int steps = Steps) => [.. Enumerable.Range(1, Seeds).Select(s => new Quick(config, (ulong)s, people, steps))];

    // contacts that planted exploiters have for each that others have: 0 is complete isolation, 1 none; not a number without exploiters
    private static double Isolation(Quick run)
    {
        var part = Parts.Of(run.World.Config.Scenario)[^1];
        var groups = run.World.Agents.ToLookup(a => a.Behaviour == Behaviour.Exploiter, a => (double)run.World.Ties.Inward(a.Index, part));
        return groups[true].Any() && groups[false].Average() is var others and > 0 ? groups[true].Average() / others : double.NaN;
    }

    private static double Share(Quick run, string group) => run["gossip_share", group];

    // mean and 95 % interval over seeds, by the normal distribution
    private static string Show(List<Quick> runs, Func<Quick, double> of)
    {
        var values = runs.Select(of).Where(v => !double.IsNaN(v)).ToList();
        if (values.Count == 0) return "-";
        var mean = values.Average();
        var sd = values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {1.96 * sd / Math.Sqrt(values.Count):0.00}");
    }
}
