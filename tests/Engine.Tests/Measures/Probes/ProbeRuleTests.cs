using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Probes.Scores;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class ProbeRuleTests
{
    private const int Many = 60;
    private static readonly ProbeConfig _once = new() { StabilityEvery = 0, ObserverEvery = 0 };
    private static readonly Instrument _ipip = Instrument.Load(Parlours.Prompts, "ipip-50");

    [Test]
    public void Under_steer_the_traits_come_back_and_only_their_own()
    {
        var (_, store, people) = Parlours.Run(_once, 1, Many);
        var rows = Parlours.Rows(store).Select(r => r.Row).ToList();
        var dosed = Scores(rows).Where(s => s.Condition == "dosed").ToLookup(s => s.Trait, s => s.Measured.Score!.Value);
        var acts = rows.Where(r => r.Instrument == "behaviour" && r.Condition == "dosed").ToList();

        foreach (var trait in Traits.Letters)
        {
            var traits = people.People.Select(p => p.Traits[trait]).ToList();
            Assert.That(Parlours.Correlation([.. dosed[trait]], traits), Is.GreaterThan(0.9), $"likert {trait}");
            Assert.That(Parlours.Correlation([.. people.Names.Select(n => acts.Where(r => r.Who == n && r.Trait == trait.ToString()).Average(r => r.Value!.Value))], traits), Is.GreaterThan(0.9), $"behaviour {trait}");
            foreach (var other in Traits.Letters.Where(o => o != trait)) Assert.That(Math.Abs(Parlours.Correlation([.. dosed[trait]], [.. people.People.Select(p => p.Traits[other])])), Is.LessThan(0.5), $"{trait} against {other}");
        }
    }

    [Test]
    public void Undosed_and_under_none_and_placebo_everybody_is_neutral()
    {
        foreach (var arm in new[] { Arm.None, Arm.Neutral, Arm.Placebo, Arm.Steer })
        {
            var rows = Parlours.Rows(Parlours.Run(_once, 1, Many, arm).Store).Select(r => r.Row).Where(r => arm != Arm.Steer || r.Condition == "undosed").ToList();

            Assert.That(Scores(rows).Select(s => s.Measured.Score), Has.All.EqualTo(3).Within(1e-9), $"{arm} likert");
            Assert.That(rows.Where(r => r.Instrument == "behaviour").Select(r => r.Value), Has.All.EqualTo(0.5).Within(1e-9), $"{arm} behaviour");
            Assert.That(rows.Where(r => r.Instrument == "opinions").Select(r => r.Value), Has.All.EqualTo(3).Within(1e-9), $"{arm} opinions");
        }
    }

    [Test]
    public void Under_deranged_what_shows_is_the_borrowed_trait()
    {
        var (treatment, people, _) = Parlours.People(Many, Arm.Deranged);
        var scores = Scores([.. Parlours.Rows(Parlours.Run(Parlours.Never with { LikertEvery = 1 }, 1, Many, Arm.Deranged).Store).Select(r => r.Row)]).Where(s => s.Condition == "dosed").ToLookup(s => s.Trait, s => s.Measured.Score!.Value);

        for (var t = 0; t < 5; t++) Assert.That(Parlours.Correlation([.. scores[Traits.Letters[t]]], [.. people.People.Select(p => p.Traits[treatment.Borrowed[t]])]), Is.GreaterThan(0.9));
    }

    [Test]
    public void The_observing_rule_finds_traits_in_what_people_said_and_none_where_there_are_none()
    {
        foreach (var (arm, least, most) in new[] { (Arm.Steer, 0.5, 1.0), (Arm.None, -0.4, 0.4) })
        {
            var (_, store, people) = Parlours.Run(Parlours.Never with { ObserverEvery = 20, ObserverLines = 20 }, 21, Many, arm);
            var rows = Parlours.Rows(store).Where(r => r.Tick == 20).Select(r => r.Row).ToList();

            foreach (var trait in Traits.Letters)
            {
                var judged = people.Names.Select(n => rows.Where(r => r.Who == n && r.Trait == trait.ToString()).Average(r => r.Value!.Value)).ToList();
                Assert.That(Parlours.Correlation(judged, [.. people.People.Select(p => p.Traits[trait])]), Is.InRange(least, most), $"{arm} {trait}");
            }
        }
    }

    [Test]
    public void Graded_responses_are_probabilities_that_rise_with_the_trait_and_mirror_it()
    {
        for (var trait = -3.0; trait <= 3; trait += 0.25)
        {
            var five = GradedResponse.Five(trait);
            var mirrored = GradedResponse.Five(-trait);

            Assert.That(five, Has.All.InRange(0, 1));
            Assert.That(five.Sum(), Is.EqualTo(1).Within(1e-12));
            Assert.That(mirrored.Reverse(), Is.EqualTo(five).Within(1e-12));
            Assert.That(Expected(GradedResponse.Five(trait + 0.25)), Is.GreaterThan(Expected(five)));
        }

        // by hand: at 0.5 the chance of 4 or more is a half, that of 3 or more logistic(1.7) = 0.845535
        Assert.That(GradedResponse.Five(0.5)[2], Is.EqualTo(0.345535).Within(1e-6));
        Assert.That(GradedResponse.High(0), Is.EqualTo(0.5));
    }

    [Test]
    public void Only_the_rules_may_ask_for_tempers()
    {
        var folder = Path.Combine(Repository.Root, "Engine", "Measures", "Probes");
        string[] With(string word) => [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).Contains(word, StringComparison.Ordinal)).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

        Assert.That(With("TraitsOf"), Is.EqualTo(new[] { "Rules/TraitRule.cs" }));
        Assert.That(With("ITempers"), Is.EqualTo(new[] { "ProbePhases.cs", "Rules/TraitRule.cs" }), "the phases only hand them on");
    }

    private static IReadOnlyList<PersonScore> Scores(IReadOnlyList<ProbeRow> rows) => PersonScores.Of(_ipip, rows.Where(r => r.Instrument == "ipip-50"));

    private static double Expected(double[] p) => p.Select((x, i) => x * (i + 1)).Sum();
}
