using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Engine.Studies.Town.Rules;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>The rule mind: the only thing in town that knows a personality.</summary>
public sealed class TownRuleMindTests
{
    [Test]
    public void Every_trait_has_at_least_two_markers_of_each_pole_in_deeds_alone_and_one_in_words()
    {
        foreach (var trait in Traits.Letters)
        {
            foreach (var sign in new[] { 1, -1 })
            {
                var mine = TraitMarkers.All.Where(m => m.Trait == trait && Math.Sign(m.Weight) == sign).ToList();
                Assert.That(mine.Count(m => m.Kind == MarkerKind.Deed), Is.GreaterThanOrEqualTo(2), $"{trait} {sign}");
                Assert.That(mine.Count(m => m.Kind == MarkerKind.Wording), Is.GreaterThanOrEqualTo(1), $"{trait} {sign}");
            }
        }

        Assert.That(TraitMarkers.All.Where(m => m.Kind == MarkerKind.Wording).Select(m => m.Class), Is.EquivalentTo(Wording.Classes));
    }

    // a law of the mechanism, not a finding: so many seeds that chance alone would break it less than once in a thousand runs
    [TestCase('E')]
    [TestCase('A')]
    [TestCase('C')]
    [TestCase('N')]
    [TestCase('O')]
    public void Who_has_more_of_a_trait_shows_its_markers_more_often(char trait)
    {
        var (high, low) = (new Tally(trait, 1.5), new Tally(trait, -1.5));

        Assert.That(high.Deeds(trait, 1), Is.GreaterThan(1.2 * low.Deeds(trait, 1)), "deeds of the high pole");
        Assert.That(low.Deeds(trait, -1), Is.GreaterThan(1.2 * high.Deeds(trait, -1)), "deeds of the low pole");
        Assert.That(high.Words(trait, 1), Is.GreaterThan(2 * low.Words(trait, 1)), "words of the high pole");
        Assert.That(low.Words(trait, -1), Is.GreaterThan(2 * high.Words(trait, -1)), "words of the low pole");
    }

    [Test]
    public void Until_somebody_answers_the_world_and_every_ask_are_the_same_whatever_the_traits()
    {
        using var one = new TownRun(tempers: Tempers.With('E', 2));
        using var other = new TownRun(tempers: Tempers.With('E', -2));

        Assert.That(one.Save(), Is.EqualTo(other.Save()), "names, roles, homes, jobs, goals, opinions");
        foreach (var (a, b) in one.Study.Phases.Zip(other.Study.Phases))
        {
            Assert.That(a.Ask(new Moment(0, 0)).Select(q => q.Ask.Hash()), Is.EqualTo(b.Ask(new Moment(0, 0)).Select(q => q.Ask.Hash())), a.Name);
        }
    }

    [Test]
    public void Answers_without_a_personality_do_not_depend_on_the_traits()
    {
        using var one = new TownRun(new TownConfig { ReflectAfter = 2 }, tempers: Tempers.With('A', 3), environment: new FakeTask(), mind: ScriptedMind.Neutral).Run(20);
        using var other = new TownRun(new TownConfig { ReflectAfter = 2 }, tempers: Tempers.With('A', -3), environment: new FakeTask(), mind: ScriptedMind.Neutral).Run(20);

        Assert.That(one.Hash, Is.EqualTo(other.Hash));
        Assert.That(one.Asked.Select(a => a.Ask.Hash()), Is.EqualTo(other.Asked.Select(a => a.Ask.Hash())));
    }

    [Test]
    public void The_softmax_follows_its_utilities()
    {
        double[] utilities = [0, Math.Log(3)];

        Assert.That(Enumerable.Range(0, 100).Count(i => Softmax.Draw(utilities, (i + 0.5) / 100) == 1), Is.EqualTo(75));
    }

    private sealed class Tally
    {
        private readonly Dictionary<string, int> _deeds = [], _words = [];

        public Tally(char trait, double amount)
        {
            for (ulong seed = 1; seed <= 6; seed++)
            {
                using var run = new TownRun(new TownConfig { Noticed = 0.6 }, people: 24, seed: seed, tempers: Tempers.With(trait, amount)).Run(32);
                foreach (var row in run.Logs.SelectMany(l => l.Actions))
                {
                    using var data = System.Text.Json.JsonDocument.Parse(row.Params);
                    Count(_deeds, data.RootElement.GetProperty("class").GetString()!);
                }

                foreach (var message in run.Logs.SelectMany(l => l.Messages))
                {
                    foreach (var wording in Wording.Classes)
                    {
                        if (Wording.Phrases(wording).Any(p => !p.Contains('{', StringComparison.Ordinal) && message.Text.Contains(p, StringComparison.Ordinal))) Count(_words, wording);
                    }
                }
            }
        }

        public double Deeds(char trait, int sign) => Of(_deeds, MarkerKind.Deed, trait, sign);

        public double Words(char trait, int sign) => Of(_words, MarkerKind.Wording, trait, sign);

        private static double Of(Dictionary<string, int> counts, MarkerKind kind, char trait, int sign) =>
            TraitMarkers.All.Where(m => m.Kind == kind && m.Trait == trait && Math.Sign(m.Weight) == sign).Sum(m => counts.GetValueOrDefault(m.Class));

        private static void Count(Dictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
    }
}
