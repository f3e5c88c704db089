using NUnit.Framework;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Comparison;

public sealed class TraitSumsTests
{
    [Test]
    public void Slopes_of_a_plane_are_its_own()
    {
        var sums = new TraitSums();
        foreach (var (own, borrowed) in new[] { (-1.0, 0.5), (0, -1), (1, 1), (2, 0) }) sums.Add(own, borrowed, 3 + (0.7 * own) - (0.2 * borrowed));

        Assert.That((sums.Slopes().Own, sums.Slopes().Borrowed), Is.EqualTo((0.7, -0.2)).Within(1e-12));
    }

    [Test]
    public void A_weight_of_two_is_an_answer_given_twice_and_people_add_up()
    {
        var draws = new CounterRng(3);
        TraitSums twice = new(), weighted = new(), half = new();
        for (var i = 0; i < 12; i++)
        {
            var (own, borrowed, value) = (draws.NextNormal(), draws.NextNormal(), draws.NextNormal());
            twice.Add(own, borrowed, value);
            if (i < 4) twice.Add(own, borrowed, value);
            if (i < 4) weighted.Add(own, borrowed, value, 2);
            else half.Add(own, borrowed, value);
        }

        weighted.Add(half);

        Assert.That(weighted.Slopes().Own, Is.EqualTo(twice.Slopes().Own).Within(1e-12));
    }

    [Test]
    public void What_does_not_vary_has_no_slope()
    {
        TraitSums alike = new(), together = new();
        for (var i = 0; i < 5; i++)
        {
            alike.Add(1.5, i, i);
            together.Add(i, -2 * i, i);
        }

        Assert.That(alike.Slopes().Own, Is.NaN);
        Assert.That(together.Slopes().Own, Is.NaN, "own and borrowed cannot be told apart");
        Assert.That(new TraitSums().Slopes().Own, Is.NaN);
    }

    [Test]
    public void In_a_mixed_town_each_part_is_scored_by_itself()
    {
        // Ada and Ben (steered) follow their trait with a slope of 1, Cid and Dan not at all; Ada and Ben do what Cid and Dan never do
        var people = new ComparedPeople(["Ada", "Ben", "Bo", "Cid", "Dan", "Di"], "E", [[-1], [0], [1], [-1], [0], [1]], [[0], [1], [0], [0], [1], [0]], ["steer", "steer", "steer", "none", "none", "none"]);
        var probe = new ProbePoints("likert", "dosed", people);
        for (var p = 0; p < 6; p++) probe.Add(0, p, "E-1", p < 3 ? 3 + people.Own[p][0] : 3);
        var deeds = new DeedCounts(6);
        for (var p = 0; p < 6; p++) deeds.Add(p < 3 ? "talk" : "rest", p, 4);
        deeds.Add("talk", 5, 4);
        var mixed = new MixedOutcomes(people.Arms, [probe], deeds);

        var difference = mixed.Outcomes.Zip(mixed.Differences(mixed.Treated("steer"))).ToDictionary();

        Assert.That(difference["adherence/likert/dosed/E"], Is.EqualTo(1).Within(1e-12));
        Assert.That(difference["borrowed/likert/dosed/E"], Is.EqualTo(0).Within(1e-12));
        Assert.That(difference["action/talk"], Is.EqualTo(1 - (4 / 16.0)).Within(1e-12));
    }
}
