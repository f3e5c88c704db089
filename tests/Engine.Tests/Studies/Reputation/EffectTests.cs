using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>What the arms do to a rule that listens, and what is left of it for one that does not.</summary>
public sealed class EffectTests
{
    private const int Seeds = 12;

    private static readonly (bool Reputation, bool Gossip)[] _arms = [(true, true), (true, false), (false, true), (false, false)];

    /// <summary>
    /// A deaf rule pays no attention to records and gossip. What may still differ between arms is the engine's own partner choice, which goes by
    /// scores where there are any: people who happened to do well meet each other more often.
    /// </summary>
    [TestCase(ReputationScenario.Investment, "investment_success", 0.05)]
    [TestCase(ReputationScenario.PdGame, "cooperation", 0.05)]
    [TestCase(ReputationScenario.SignUp, "sign_up", 0.05)]
    public void A_deaf_rule_does_the_same_in_all_arms(ReputationScenario scenario, string measure, double bound)
    {
        var means = _arms.Select(a => Mean(Society.Arms(scenario, a.Reputation, a.Gossip) with { Rule = new RuleConfig { Deaf = true } }, measure)).ToList();

        TestContext.Out.WriteLine(string.Join(' ', means.Select(m => m.ToString("0.000"))));
        Assert.That(means.Max() - means.Min(), Is.LessThan(bound));
    }

    /// <summary>With pairs by chance alone the last way in is closed: the same games, act by act, until records end a chat.</summary>
    [TestCase(ReputationScenario.Investment, "investment_success")]
    [TestCase(ReputationScenario.PdGame, "cooperation")]
    public void A_deaf_rule_without_partner_choice_does_exactly_the_same_in_all_arms(ReputationScenario scenario, string measure)
    {
        var means = _arms.Select(a => Mean(Society.Arms(scenario, a.Reputation, a.Gossip) with { Pairs = PairingKind.Fixed, Rule = new RuleConfig { Deaf = true } }, measure)).ToList();

        Assert.That(means, Is.All.EqualTo(means[0]));
    }

    /// <summary>
    /// What gossip does is to tell people about those whom they never met. With the targets shuffled as much is told, and what people think of an
    /// exploiter they never met is what they think of anybody they never met.
    /// </summary>
    [Test]
    public void Placebo_gossip_says_nothing_about_those_one_never_met()
    {
        var config = new ReputationConfig { Scenario = ReputationScenario.PdGame, ObserveEvery = 1000, Planted = new PlantedConfig { Exploiters = 0.2 } };
        var (gossip, placebo) = (Hearsay(config), Hearsay(config with { PlaceboGossip = true }));

        TestContext.Out.WriteLine($"others less exploiters, never met: gossip {gossip.Gap:0.000} ({gossip.Stories:0.0} stories a run), placebo {placebo.Gap:0.000} ({placebo.Stories:0.0})");
        Assert.That(placebo.Stories, Is.EqualTo(gossip.Stories).Within(0.2 * gossip.Stories), "as much is told");
        Assert.That(gossip.Gap, Is.GreaterThan(0.1));
        Assert.That(placebo.Gap, Is.EqualTo(0).Within(0.05));
    }

    [Test]
    public void Answers_of_the_rule_fit_their_shapes()
    {
        foreach (var scenario in Enum.GetValues<ReputationScenario>())
        {
            var run = new Society(new ReputationConfig { Scenario = scenario, GossipLines = 3, Planted = new PlantedConfig { Exploiters = 0.2, Grim = 0.2, Liars = 0.2, Cooperators = 0.2 } }, ticks: 0);
            for (var tick = 0; tick < 12; tick++)
            {
                foreach (var phase in run.Study.Phases)
                {
                    for (var round = 0; ; round++)
                    {
                        var answers = phase.Ask(new Moment(tick, round)).Select(q => new Answered(q.Ask, new Answer(q.Ask.Key, phase.Rule(q.Ask, neutral: round % 2 == 1), AnswerSource.Rule))).ToList();
                        foreach (var answer in answers) Assert.That(() => ShapeCodec.Write(answer.Ask.Shape, answer.Answer.Value), Throws.Nothing);
                        if (answers.Count == 0 && round > 0) break;
                        phase.Apply(new Moment(tick, round), answers, new StepLog());
                        if (answers.Count == 0) break;
                    }
                }
            }
        }
    }

    // the difference between the scores of others and of exploiters, over records that people hold of those they never played with
    private static (double Gap, double Stories) Hearsay(ReputationConfig config)
    {
        var (others, exploiters, stories) = (new List<double>(), new List<double>(), 0.0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var run = new Society(config, people: 40, seed, ticks: 15).Run();
            var met = run.Events("game").SelectMany(e => new[] { (e.Row.Who, e.Row.Other!), (e.Row.Other!, e.Row.Who) }).ToHashSet();
            stories += run.Events("gossip").Count() / (double)Seeds;
            foreach (var holder in run.World.Agents)
            {
                foreach (var record in run.World.Records.Of(holder.Index, Part.Player))
                {
                    if (record.Target == holder.Index || met.Contains((holder.Name, run.World.NameOf(record.Target)))) continue;
                    (run.World.Agents[record.Target].Behaviour == Behaviour.Exploiter ? exploiters : others).Add(record.Bins.Score);
                }
            }
        }

        return (others.Average() - exploiters.Average(), stories);
    }

    private static double Mean(ReputationConfig config, string measure) => Enumerable.Range(1, Seeds).Average(seed => new Quick(config, (ulong)seed)[measure]);
}
