using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests.Runs;

public sealed class DoseCardsTests
{
    private static readonly SortedDictionary<string, IReadOnlyDictionary<int, float[]>> _layers = new()
    {
        ["E"] = new Dictionary<int, float[]> { [2] = [3, 0, 0, 0] },
        ["A"] = new Dictionary<int, float[]> { [2] = [0, 4, 0, 0] },
        ["placebo-E"] = new Dictionary<int, float[]> { [2] = [0, 0, 3, 0] },
    };

    [Test]
    public void Trait_units_become_raw_doses_within_reach_and_anything_else_is_refused_in_the_card_s_words()
    {
        using var folder = new TempFolder();
        CardFiles.Write(folder.Path, "E", capability: new CapabilitySection([], [], new CardRange(-3, 2), 0.5));
        CardFiles.Write(folder.Path, "N", CalibrationVerdict.NotSteered);

        var cards = DoseCards.Read(folder.Path, ["E", "N", "placebo-E", "gone"], "model", DoseScope.Suffix);
        var table = cards.Table(isHeld: false, _layers)!;

        Assert.That(cards.Hashes.Keys, Is.EqualTo(new[] { "E", "placebo-E" }), "a card that found nothing ships nothing");
        Assert.That(cards.Tried["N"], Does.StartWith("not steered"));
        Assert.That(table.Raw([("E", 0.5)])[0], Is.EqualTo(1).Within(1e-12), "half of the way from 0 to 2");
        Assert.That(table.Raw([("E", -1)])[0], Is.EqualTo(-3).Within(1e-12));
        Assert.That(table.Raw([("placebo-E", -1)])[0], Is.EqualTo(-3).Within(1e-12), "as large as the real one's dose");
        Assert.That(table.Raw([("N", 1)])[0], Is.Null);
        Assert.DoesNotThrow(() => table.Require("Ada", [("E", 0.5)]));
        Assert.That(Assert.Throws<InputException>(() => table.Require("Ada", [("E", 1.5)]))!.Message, Does.StartWith("Ada: E of +1.5 sd").And.Contain("-1 to +1 sd"));
        Assert.DoesNotThrow(() => table.Require("Bo", [("E", 1)]), "any dose within reach was wanted");
        Assert.That(Assert.Throws<InputException>(() => cards.Table(true, _layers)!.Require("Bo", [("E", 1)]))!.Message, Does.StartWith("Bo: the doses together").And.Contain("0.60").And.Contain("0.50"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder.Path, ["E"], "model", DoseScope.All))!.Message, Does.Contain("suffix").And.Contain("all"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder.Path, ["E"], "another", DoseScope.Suffix))!.Message, Does.Contain("quantisation").And.Contain("--verify"));
    }

    [Test]
    public void Held_doses_stay_within_what_was_usable_alone_and_together_and_keep_their_proportions()
    {
        using var folder = new TempFolder();
        CardFiles.Write(folder.Path, "E", capability: new CapabilitySection([], [], new CardRange(-3, 1), 0.5));
        CardFiles.Write(folder.Path, "A", direction: [0, 4, 0, 0], capability: new CapabilitySection([], [], new CardRange(-3, 2), 0.9));
        var table = DoseCards.Read(folder.Path, ["E", "A"], "model", DoseScope.Suffix).Table(isHeld: true, _layers)!;

        Assert.That(table.Raw([("E", 2.4)])[0], Is.EqualTo(1).Within(1e-12), "half a unit is where E's usable range ends");
        Assert.That(table.Holds([("E", 0.6)]));
        Assert.That(table.Holds([("E", 0.4), ("A", 0.3)]), Is.False);
        var together = table.Raw([("E", 0.5), ("A", 1)]);
        double size = Math.Sqrt((9 * together[0]!.Value * together[0]!.Value) + (16 * together[1]!.Value * together[1]!.Value)) / 10;
        Assert.That(size, Is.EqualTo(0.5).Within(1e-6), "the smaller bound of the two");
        Assert.That(together[1]!.Value / together[0]!.Value, Is.EqualTo(2).Within(1e-9));
        Assert.That(Assert.Throws<InputException>(() => table.Require("Cy", [("E", 0.7), ("A", 0)]))!.Message, Does.StartWith("Cy: E of +0.7 sd").And.Contain("-1 to +0.5 sd"));

        var path = Path.Combine(folder.Path, "doses.json");
        File.WriteAllText(path, table.Write());
        var read = DoseTable.Read(path);
        Assert.That(read.Write(), Is.EqualTo(table.Write()));
        Assert.That(read.Raw([("E", 0.5), ("A", 1)]), Is.EqualTo(together), "bit for bit: a replay has only the file");
    }

    [Test]
    public void What_a_dose_does_to_another_trait_is_undone_by_the_cards_own_mixes()
    {
        using var folder = new TempFolder();
        // a unit of A brings half a unit of E with it, so E's own dose has to be half a unit less
        List<SolvedLeakage> solved = [new("orthogonal", [[1, -0.5], [0, 1]], null, null, null), new("human", [[1, -0.2], [0.3, 1]], null, null, null)];
        var leakage = new LeakageSection("EA", 1, [[1, 0.5], [0, 1]], [[1, 0.5], [0, 1]], [[null, null], [null, null]], 1.6, solved, null, null);
        Put(leakage, leakage);
        DoseTable Table(LeakageTarget target, bool isHeld = false) => DoseCards.Read(folder.Path, ["E", "A", "placebo-E"], "model", DoseScope.Suffix).Table(isHeld, _layers, null, target)!;
        (string, double)[] wanted = [("E", 0.5), ("A", 1)];

        Assert.That(Table(LeakageTarget.Kept).Raw(wanted), Is.EqualTo(new double?[] { 1, 2 }), "the default");
        Assert.That(Table(LeakageTarget.Orthogonal).Raw(wanted), Is.EqualTo(new double?[] { 0, 2 }), "what A brings is all that was wanted of E");
        Assert.That(Table(LeakageTarget.Human).Raw([("E", 0), ("A", 0.5)]).Select(r => r!.Value), Is.EqualTo(new[] { -0.3, 1 }).Within(1e-12));
        Assert.That(Table(LeakageTarget.Human).Raw([("E", 0.5), ("A", 0)])[1]!.Value, Is.EqualTo(0.3).Within(1e-12));
        Assert.That(Table(LeakageTarget.Orthogonal).Raw([("placebo-E", 1), ("A", 1)])[0]!.Value, Is.EqualTo(1).Within(1e-12), "a placebo is dosed as its trait is");
        Assert.That(Assert.Throws<InputException>(() => Table(LeakageTarget.Orthogonal).Require("Ada", [("E", -0.8), ("A", 1)]))!.Message, Does.Contain("E of -1.3 sd").And.Contain("persona.leakage: orthogonal"));
        Assert.That(Table(LeakageTarget.Orthogonal, isHeld: true).Holds([("E", -0.8), ("A", 1)]));
        var path = Path.Combine(folder.Path, "doses.json");
        File.WriteAllText(path, Table(LeakageTarget.Orthogonal).Write());
        Assert.That(DoseTable.Read(path).Raw(wanted), Is.EqualTo(new double?[] { 0, 2 }), "a replay has only the file");

        Put(leakage with { Solved = [] }, leakage);
        Assert.That(Wrong(LeakageTarget.Orthogonal), Does.Contain("cannot be solved"));
        Put(leakage, leakage with { Solved = [solved[0] with { Mix = [[1, 0], [0, 1]] }] });
        Assert.That(Wrong(LeakageTarget.Orthogonal), Does.Contain("measured with other traits"));
        Put(leakage, null);
        Assert.That(Wrong(LeakageTarget.Human), Does.Contain("card of A says nothing of it").And.Contain("persim card"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder.Path, [], "model", DoseScope.Suffix).Table(false, _layers, null, LeakageTarget.Human))!.Message, Does.Contain("no calibrated dose card"));

        string Wrong(LeakageTarget target) => Assert.Throws<InputException>(() => Table(target))!.Message;

        void Put(LeakageSection? e, LeakageSection? a)
        {
            CardFile.Write(Path.Combine(folder.Path, "E.json"), CardFiles.Write(folder.Path, "E") with { Leakage = e });
            CardFile.Write(Path.Combine(folder.Path, "A.json"), CardFiles.Write(folder.Path, "A", direction: [0, 4, 0, 0]) with { Leakage = a });
        }
    }
}
