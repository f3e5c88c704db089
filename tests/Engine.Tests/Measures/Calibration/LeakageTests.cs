using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
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
}
