using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Reports.Cards;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

public sealed class LeakageTests
{
    [Test]
    public void An_inverse_and_a_condition_number_by_hand()
    {
        double[][] matrix = [[0, 2], [1, 1]];

        Assert.That(Matrices.Multiply(matrix, Matrices.Inverse(matrix)!).SelectMany(r => r), Is.EqualTo(new[] { 1.0, 0, 0, 1 }).Within(1e-12));
        Assert.That(Matrices.Inverse([[1, 2], [2, 4]]), Is.Null);
        Assert.That(Matrices.Condition([[3, 0, 0], [0, 0, -1], [0, 0.5, 0]]), Is.EqualTo(6).Within(1e-9));
        Assert.That(Matrices.Condition([[1, 1], [0, 1]]), Is.EqualTo((3 + Math.Sqrt(5)) / 2).Within(1e-9), "the golden ratio squared");
        Assert.That(Matrices.Condition([[1, 2], [2, 4]]), Is.GreaterThan(1e7));
    }

    [Test]
    public void Leakage_is_measured_solved_on_one_half_and_gone_on_the_other()
    {
        var bench = Benches.Truth(Sheets.Ipip);
        var reference = bench.Ask(Sheets.Ipip, Benches.People);
        // a dose of E brings a third of A with it, one of A a fifth of less N
        var traits = new[] { Steered('E', ('E', 0.8), ('A', 0.25)), Steered('A', ('A', 0.8), ('N', -0.15)), Steered('N', ('N', 0.8)) };

        var found = new LeakageStudy(bench, Sheets.Ipip, Sheets.Scenarios, reference).Run(traits)!;

        Assert.That(found.Traits, Is.EqualTo("EAN"));
        Assert.That(found.First[1][0], Is.EqualTo(0.31).Within(0.08), "A, under E");
        Assert.That(found.Second[1][0], Is.EqualTo(0.31).Within(0.08));
        Assert.That(found.Second[2][1], Is.EqualTo(-0.19).Within(0.08), "N, under A");
        Assert.That(found.Second[0][1], Is.EqualTo(0).Within(0.02));
        Assert.That(found.Condition, Is.InRange(1, 2));
        var orthogonal = found.Solved.Single(s => s.Target == "orthogonal");
        Assert.That(orthogonal.Mix[1][0], Is.LessThan(-0.2), "less A beside E");
        Assert.That(orthogonal.Measured![1][0], Is.EqualTo(0).Within(0.06));
        Assert.That(orthogonal.Measured[0][0], Is.EqualTo(1).Within(0.15));
        var human = found.Solved.Single(s => s.Target == "human");
        Assert.That(human.Measured![2][0], Is.EqualTo(-0.36).Within(0.1), "N goes with E as among people");
        Assert.That(found.Corners!.Corners, Is.EqualTo(8));
        Assert.That(found.Corners.Slope, Is.EqualTo(1).Within(0.1));
        Assert.That(found.Corners.Share, Is.GreaterThan(0.98));
        Assert.That(found.Behaviour![0][0], Is.GreaterThan(0.5));

        LeakageStudy.Steered Steered(char trait, params (char, double)[] parts)
        {
            var direction = TruthMind.Direction(parts);
            return new(trait, NamedDirection.Of(trait.ToString(), direction), Calibrated(trait, direction));
        }

        CalibrationSection Calibrated(char trait, LayerVectors direction)
        {
            var card = Benches.Calibrator(bench, Sheets.Ipip).Run(TruthMind.Material(trait, direction)).Calibration;
            Assert.That(card.Verdict, Is.EqualTo(CalibrationVerdict.Steered), card.Reason);
            return card;
        }
    }

    [Test]
    public void Five_traits_are_solved_and_their_32_corners_add()
    {
        var bench = Benches.Truth(Sheets.Ipip);
        var reference = bench.Ask(Sheets.Ipip, Benches.People);
        // each brings a quarter of the next one with it; reaches are given, not measured again
        var traits = "EACNO".Select((t, n) => Given(t, TruthMind.Direction((t, 0.8), ("EACNO"[(n + 1) % 5], 0.2)))).ToList();

        var found = new LeakageStudy(bench, Sheets.Ipip, Sheets.Scenarios, reference).Run(traits)!;

        Assert.That(found.Traits, Is.EqualTo("EACNO"));
        for (var n = 0; n < 5; n++) Assert.That(found.Second[(n + 1) % 5][n] / found.Second[n][n], Is.EqualTo(0.25).Within(0.12), found.Traits[n].ToString());
        var orthogonal = found.Solved.Single(s => s.Target == "orthogonal");
        Assert.That(orthogonal.Measured, Is.Not.Null);
        Assert.That(orthogonal.Rmse!.Value, Is.LessThan(0.12));
        Assert.That(found.Solved.Single(s => s.Target == "human").Rmse!.Value, Is.LessThan(0.15));
        Assert.That(found.Corners!.Corners, Is.EqualTo(32));
        Assert.That(found.Corners.Share, Is.GreaterThan(0.97));
        Assert.That(found.Behaviour, Has.Count.EqualTo(5));
        var html = CardLeakage(found);
        Assert.That(html, Does.Contain("What a dose moves").And.Contain("corners dosed together").And.Contain("human"));

        static LeakageStudy.Steered Given(char trait, LayerVectors direction) => new(trait, NamedDirection.Of(trait.ToString(), direction), new CalibrationSection("ipip-50", "suffix", CalibrationVerdict.Steered, "given", new Dictionary<string, string>(), 1, 60, "", [], [new RisingPoint(-4, -3.2), new RisingPoint(0, 0), new RisingPoint(4, 3.2)], null, null, null));
    }

    private static string CardLeakage(LeakageSection leakage)
    {
        var page = new ReportPage("leakage", "", null, [], [CardLeakageSection.Of(leakage)]);
        return page.Html();
    }
}
