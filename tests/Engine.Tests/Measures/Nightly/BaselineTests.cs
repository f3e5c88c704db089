using NUnit.Framework;
using PersonaSim.Engine.Measures.Nightly;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Nightly;

public sealed class BaselineTests
{
    [Test]
    public void A_baseline_comes_back_from_its_file_with_every_digit()
    {
        using var folder = new TempFolder();
        var baseline = Of(("a", new BaselineNumber(0.1 + 0.2)), ("b", new BaselineNumber(2.5, Closeness.Difference, 0.05)), ("c", new BaselineNumber(7, Closeness.Factor, 3)), ("d", new BaselineNumber(-0.0)));
        var path = Path.Combine(folder.Path, "one.json");
        File.WriteAllText(path, baseline.Text());

        var read = Baseline.Read(path);

        Assert.That(read.Numbers, Is.EqualTo(baseline.Numbers));
        Assert.That(read.Exact, Is.EqualTo(baseline.Exact));
        Assert.That(read.Text(), Is.EqualTo(baseline.Text()));
        Assert.That(baseline.Text(), Does.Contain("\"a\": 0.30000000000000004").And.Contain("\"difference\": 0.05"), "a line a number");
    }

    [Test]
    public void A_file_of_another_format_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "one.json");
        string Refused(string text)
        {
            File.WriteAllText(path, text);
            return Assert.Throws<InputException>(() => Baseline.Read(path))!.Message;
        }

        var good = Of(("a", new BaselineNumber(1))).Text();
        Assert.That(Refused(good.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)), Does.Contain("format 2").And.Contain("reads format 1").And.Contain("--accept"));
        Assert.That(Refused("{}"), Does.Contain("no baseline"));
        Assert.That(Refused(good[..^20]), Does.Contain("damaged"));
        Assert.That(Refused(good.Replace("\"a\": 1", "\"a\": { \"value\": 1 }", StringComparison.Ordinal)), Does.Contain("damaged").And.Contain("a difference or a factor"));
    }

    [Test]
    public void Within_means_what_it_says()
    {
        Assert.That(new BaselineNumber(1).Holds(1) && !new BaselineNumber(1).Holds(Math.BitIncrement(1)));
        Assert.That(new BaselineNumber(1, Closeness.Difference, 0.25).Holds(0.75) && !new BaselineNumber(1, Closeness.Difference, 0.25).Holds(0.7));
        var factor = new BaselineNumber(2, Closeness.Factor, 2);
        Assert.That(new[] { 1.0, 2, 4 }.All(factor.Holds) && !new[] { 0.99, 4.01, 0, -2 }.Any(factor.Holds));
        Assert.That(new BaselineNumber(0, Closeness.Factor, 2).Holds(0) && !new BaselineNumber(0, Closeness.Factor, 2).Holds(1e-9), "nothing has no multiple");
    }

    [Test]
    public void What_moved_is_named_with_its_size_and_what_came_or_went_too()
    {
        var then = Of(("equal", new BaselineNumber(2)), ("near", new BaselineNumber(1, Closeness.Difference, 0.5)), ("far", new BaselineNumber(1, Closeness.Difference, 0.5)), ("gone", new BaselineNumber(3)), ("speed", new BaselineNumber(9, Closeness.Factor, 2)));
        var now = Of(("equal", new BaselineNumber(2.5)), ("near", new BaselineNumber(1.4)), ("far", new BaselineNumber(1.6)), ("new", new BaselineNumber(4)));

        var diff = BaselineDiff.Between(then, now);

        Assert.That(diff.Moved.Select(m => m.Name), Is.EqualTo(new[] { "gone", "new", "far", "equal" }), "what cannot be told in shares, then the largest share");
        Assert.That(diff.Moved.Single(m => m.Name == "equal"), Is.EqualTo(new Movement("equal", "2", "2.5", 0.5, 0.25, "must be equal")));
        Assert.That(diff.Moved.Single(m => m.Name == "equal").Size, Is.EqualTo("+0.5, +25 %"));
        Assert.That(diff.Moved.Single(m => m.Name == "gone").Size, Is.EqualTo("is gone"));
        Assert.That(diff.Compared, Is.EqualTo(5 + then.Exact.Count));
        Assert.That(BaselineDiff.Between(then, then).Moved, Is.Empty);
    }

    [Test]
    public void Histories_part_between_two_ticks()
    {
        var then = Of() with { Exact = Hashes("a", "b", "c", "d") };

        Assert.That(BaselineDiff.Parting(then, Of() with { Exact = Hashes("a", "b", "x", "y") }), Is.EqualTo(((long?)15, (long?)23)));
        Assert.That(BaselineDiff.Parting(then, Of() with { Exact = Hashes("x", "b", "c", "d") }), Is.EqualTo(((long?)null, (long?)7)));
        Assert.That(BaselineDiff.Parting(then, then), Is.EqualTo(((long?)31, (long?)null)));
    }

    [Test]
    public void Tolerances_that_somebody_wrote_into_the_file_stay_when_a_new_one_is_accepted()
    {
        var by = Of(("a", new BaselineNumber(1, Closeness.Difference, 0.9)), ("b", new BaselineNumber(1)));
        var now = Of(("a", new BaselineNumber(2, Closeness.Difference, 0.1)), ("b", new BaselineNumber(5)));

        var kept = now.WithTolerancesOf(by);

        Assert.That(kept.Numbers["a"], Is.EqualTo(new BaselineNumber(2, Closeness.Difference, 0.9)));
        Assert.That(kept.Numbers["b"], Is.EqualTo(new BaselineNumber(5)));
    }

    // behind ticks 7, 15, 23 and 31; the names do not sort as the ticks do
    private static SortedDictionary<string, string> Hashes(params string[] hashes) => new(hashes.Select((h, i) => (Key: $"{BaselineDiff.History}{(8 * i) + 7}", h)).ToDictionary(p => p.Key, p => p.h), StringComparer.Ordinal);

    private static Baseline Of(params (string Name, BaselineNumber Number)[] numbers) => new(
        "town", "rule", "0.1.0", ["ticks=4"], new SortedDictionary<string, string>(StringComparer.Ordinal) { ["prompt texts"] = "abc" }, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["event hash"] = "e" },
        new SortedDictionary<string, BaselineNumber>(numbers.ToDictionary(n => n.Name, n => n.Number), StringComparer.Ordinal));
}
