using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Recorded;

/// <summary>An ask's hash: whatever an answer may depend on changes it, and the print says which part that was.</summary>
public sealed class AskPrintTests
{
    private static readonly Ask _ask = new(new AskKey(1, "act", 0, "ada", "p"), [new Block("world", "system", "A town."), new Block("self", "user", "You are Ada.")], Shape.Choice("yes", "no"))
    {
        SharedBlocks = 1,
        Seed = 7,
        Doses = [new DirectionDose("E", 0.5f), new DirectionDose("A", -1)],
    };

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("block 'world'", _ask with { Blocks = [_ask.Blocks[0] with { Text = "A town" }, _ask.Blocks[1]] });
        yield return Case("block 'world'", _ask with { Blocks = [_ask.Blocks[0] with { Role = "user" }, _ask.Blocks[1]] });
        yield return Case("block 'self'", _ask with { Blocks = [_ask.Blocks[0], _ask.Blocks[1] with { Optional = true }] });
        yield return Case("block 'me'", _ask with { Blocks = [_ask.Blocks[0], _ask.Blocks[1] with { Name = "me" }] });
        yield return Case("shared blocks", _ask with { SharedBlocks = 2 });
        yield return Case("shape", _ask with { Shape = Shape.Choice("no", "yes") });
        yield return Case("shape", _ask with { Shape = Shape.Choice("yesno") });
        yield return Case("shape", _ask with { Shape = Shape.Text(2) });
        yield return Case("shape", _ask with { Shape = Shape.Vector(2) });
        yield return Case("shape", _ask with { Shape = Shape.Fields(new Field("a", Shape.Scale(1, 5))) });
        yield return Case("mode", _ask with { Mode = AskMode.Score });
        yield return Case("doses", _ask with { Doses = [_ask.Doses[1], _ask.Doses[0]] });
        yield return Case("doses", _ask with { Doses = [_ask.Doses[0]] });
        yield return Case("doses", _ask with { Doses = [_ask.Doses[0], _ask.Doses[1] with { Dose = -1.0000001f }] });
        yield return Case("scope", _ask with { Scope = DoseScope.All });
        yield return Case("seed", _ask with { Seed = 8 });
        static TestCaseData Case(string part, Ask ask) => new(part, ask);
    }

    [TestCaseSource(nameof(Changes))]
    public void A_change_of_any_part_changes_the_hash_and_is_named(string part, Ask changed)
    {
        Assert.That(changed.Hash(), Is.Not.EqualTo(_ask.Hash()));
        Assert.That(AskPrint.Of(changed).FirstDifference(AskPrint.Of(_ask)), Does.StartWith(part));
    }

    [Test]
    public void All_changes_have_hashes_of_their_own_and_equal_asks_the_same()
    {
        var all = Changes().Select(c => ((Ask)c.Arguments[1]!).Hash()).Append(_ask.Hash()).ToList();

        Assert.That(all, Is.Unique);
        Assert.That((_ask with { Blocks = [.. _ask.Blocks.Select(b => b with { })], Key = _ask.Key with { Tick = 9 } }).Hash(), Is.EqualTo(_ask.Hash()), "the key is where it is asked, not what");
    }

    // borders between texts count: the same characters in another place are another ask
    [Test]
    public void Characters_that_move_from_one_text_to_the_next_change_the_hash()
    {
        Ask Of(string first, string second) => _ask with { Blocks = [new Block("b", "user", first), new Block("b", "user", second)] };

        Assert.That(Of("ab", "c").Hash(), Is.Not.EqualTo(Of("a", "bc").Hash()));
        Assert.That((_ask with { Shape = Shape.Choice("a", "bc") }).Hash(), Is.Not.EqualTo((_ask with { Shape = Shape.Choice("ab", "c") }).Hash()));
    }

    // stored answers are found by it: it may not change from version to version unnoticed
    [Test]
    public void The_hash_of_a_known_ask_is_known()
    {
        Assert.That(_ask.Hash(), Is.EqualTo("8928408cdab9e8a6abef68e59006d5facfb39bbb676c7ccc0a205ad34cff0696"));
    }

    // bounded generously, for a busy machine; docs/performance.md has the figure
    [Test]
    public void Two_kilobytes_of_text_are_hashed_in_microseconds()
    {
        var asks = Enumerable.Range(0, 2000).Select(i => _ask with { Blocks = [_ask.Blocks[0], new Block("self", "user", new string((char)('a' + (i % 26)), 2048))] }).ToArray();
        foreach (var ask in asks) ask.Hash();
        var best = double.MaxValue;
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var fresh = asks.Select(a => a with { Blocks = [a.Blocks[0], a.Blocks[1] with { }] }).ToArray();
            var start = Stopwatch.GetTimestamp();
            foreach (var ask in fresh) ask.Hash();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / fresh.Length);
        }

        TestContext.Out.WriteLine($"{best:0.0} us an ask");
        Assert.That(best, Is.LessThan(100));
    }
}
