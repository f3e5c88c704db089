using System.Globalization;
using NUnit.Framework;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

/// <summary>A card with nothing left out, of a decoder that really has five traits: 200 permuted directions a trait, 200 reference people, joint doses, coherence and capability: ten minutes of a core.</summary>
public sealed class FullCardTests
{
    [Test]
    [Category("Full")]
    public void Five_planted_traits_are_found_steered_and_what_they_do_to_each_other_is_solved_on_unseen_items()
    {
        using var persim = new Persim();
        ReaderFolder.Write(Path.Combine(persim.Home, "texts"), items: 4, leaks: true); // two of each key in either half of the items: fewer have no interval
        File.Copy(ReaderFolder.Model(), Path.Combine(persim.Models, "reader.gguf"));

        var result = persim.Run("card", "reader", "--prompts", "texts", "--sets", Path.Combine("texts", "contrast"), "--threads", "1", "--json").IsFine();

        TestContext.Out.WriteLine($"computing {Seconds("computeSeconds")}, calibrating {Seconds("calibrateSeconds")}, {result.Json.GetProperty("questions")} questions");
        var folder = Path.Combine(persim.Models, "vectors", "reader");
        var cards = "EACNO".Select(t => CardFile.Beside(Path.Combine(folder, t + ".gguf"))!).ToList();
        foreach (var card in cards)
        {
            var controls = card.Controls!;
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{card.Trait}: {card.Calibration!.Reason}; effect {controls.Effect.Latent:0.00}, p {controls.P:0.0000} (Holm {controls.Adjusted:0.000}), permuted 99 % {controls.Permuted.P99:0.00}, reach {card.Calibration.Reach?.Low:0.00} to {card.Calibration.Reach?.High:0.00}, achieved on asked {card.Calibration.Achieved?.Slope:0.00} ({card.Calibration.Achieved?.Low:0.00} to {card.Calibration.Achieved?.High:0.00}), projected {card.Calibration.Projected?.Latent:0.00}, usable {card.Capability?.Usable?.Low:0.00} to {card.Capability?.Usable?.High:0.00}"));
        }

        var leakage = cards[0].Leakage!;
        Write("first", leakage.First);
        Write("second", leakage.Second);
        foreach (var solved in leakage.Solved) Write(solved.Target, solved.Measured ?? []);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"units {leakage.Units:0.00}, condition {leakage.Condition:0.00}, {leakage.Corners?.Corners} corners at {leakage.Corners?.Units:0.00}: slope {leakage.Corners?.Slope:0.000}, R2 {leakage.Corners?.Share:0.000}, RMSE {leakage.Corners?.Rmse:0.000}; RMSE of targets {string.Join(", ", leakage.Solved.Select(s => $"{s.Target} {s.Rmse:0.000}"))}; behaviour {(leakage.Behaviour is null ? "not answered" : "measured")}"));

        foreach (var card in cards)
        {
            var (calibration, controls) = (card.Calibration!, card.Controls!);
            Assert.That(calibration.Verdict, Is.EqualTo(CalibrationVerdict.Steered), card.Trait + ": " + calibration.Reason);
            Assert.That(controls.Permuted.Count, Is.EqualTo(200));
            Assert.That(controls.P, Is.LessThanOrEqualTo(0.01));
            Assert.That(controls.Adjusted, Is.InRange(controls.P!.Value, 5 * controls.P.Value), "a family of five");
            Assert.That(calibration.SdRefPeople, Is.EqualTo(200));
            Assert.That(calibration.Reach!.Low, Is.LessThan(-0.5));
            Assert.That(calibration.Reach.High, Is.GreaterThan(0.5));
            Assert.That(calibration.Achieved!.Slope, Is.EqualTo(1).Within(0.25));
            Assert.That(card.Capability!.Doses.Select(d => d.Raw), Does.Contain(0));
        }

        Assert.That(leakage.Traits, Is.EqualTo("EACNO"));
        foreach (var matrix in new[] { leakage.First, leakage.Second }) Assert.That(matrix.Select(r => r.Count), Is.EqualTo(new[] { 5, 5, 5, 5, 5 }));
        Assert.That(leakage.Error.SelectMany(r => r), Has.All.Not.Null.And.Exactly(25).Items, "each cell has its interval");
        Assert.That(leakage.Condition, Is.InRange(1.1, 10));
        for (var n = 0; n < 5; n++) Assert.That(leakage.Second[(n + 1) % 5][n], Is.GreaterThan(0.05), $"the texts of {leakage.Traits[n]} speak of the next trait too");
        Assert.That(leakage.Solved.Select(s => s.Target), Is.EqualTo(new[] { "orthogonal", "human" }));
        var (orthogonal, human) = (leakage.Solved[0], leakage.Solved[1]);
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 5; column++) Assert.That(orthogonal.Measured![row][column], Is.EqualTo(row == column ? 1 : 0).Within(0.1), $"{leakage.Traits[row]} under {leakage.Traits[column]}");
        }

        Assert.That(orthogonal.Rmse!.Value, Is.LessThan(0.05), "on items that had no part in solving it");
        Assert.That(human.Rmse!.Value, Is.LessThan(0.05));
        Assert.That(leakage.Corners!.Corners, Is.EqualTo(32));
        Assert.That(leakage.Corners.Slope, Is.EqualTo(1).Within(0.1), "doses add");
        Assert.That(leakage.Corners.Share, Is.GreaterThan(0.97));
        Assert.That(leakage.Behaviour!.Select(r => r.Count), Is.EqualTo(new[] { 5, 5, 5, 5, 5 }));
        Assert.That(File.ReadAllText(Path.Combine(folder, "card.html")), Does.Contain("5 of 5 traits steered").And.Contain("corners dosed together").And.Contain("Condition number"));

        string Seconds(string name) => result.Json.GetProperty(name).GetDouble().ToString("0 's'", CultureInfo.InvariantCulture);
    }

    private static void Write(string name, IReadOnlyList<IReadOnlyList<double>> matrix)
    {
        foreach (var (row, i) in matrix.Select((r, i) => (r, i))) TestContext.Out.WriteLine($"{name,-10} {"EACNO"[i]} {string.Join(' ', row.Select(v => v.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)))}");
    }
}
