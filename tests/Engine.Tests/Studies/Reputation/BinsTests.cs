using NUnit.Framework;
using PersonaSim.Engine.Studies.Reputation.World;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>Records of five shares.</summary>
public sealed class BinsTests
{
    [Test]
    public void Any_weights_give_bins_that_sum_to_one_and_a_score_by_the_formula()
    {
        var draws = new CounterRng(3);
        for (var i = 0; i < 20_000; i++)
        {
            var weights = new double[Bins.Count];
            for (var b = 0; b < weights.Length; b++) weights[b] = draws.NextInt(4) == 0 ? 0 : draws.NextDouble() * Math.Pow(10, draws.NextInt(5));
            if (Bins.InProportion(weights) is not { } bins)
            {
                Assert.That(weights, Is.All.Zero);
                continue;
            }

            var sum = weights.Sum();
            Assert.That(Enumerable.Range(0, Bins.Count).Sum(b => bins[b]), Is.EqualTo(100));
            Assert.That(bins.Score, Is.EqualTo((bins.VeryGood + bins.Good - bins.Bad - bins.VeryBad) / 100.0));
            for (var b = 0; b < Bins.Count; b++) Assert.That(bins[b], Is.EqualTo(100 * weights[b] / sum).Within(1));
        }
    }

    [Test]
    public void Whole_percents_stay_as_they_are()
    {
        Assert.That(Bins.InProportion([10, 20, 30, 25, 15]), Is.EqualTo(new Bins(10, 20, 30, 25, 15)));
        Assert.That(Bins.InProportion([1, 1, 1, 0, 0]), Is.EqualTo(new Bins(34, 33, 33, 0, 0)), "the first of equal remainders");
    }

    [Test]
    public void What_says_nothing_is_no_record()
    {
        Assert.That(Bins.InProportion([0, 0, 0, 0, 0]), Is.Null);
        Assert.That(Bins.InProportion([1, -1, 0, 0, 0]), Is.Null);
        Assert.That(Bins.InProportion([1, double.NaN, 0, 0, 0]), Is.Null);
    }

    [Test]
    public void The_unknown_is_even_and_experience_moves_it_all_the_way_or_not_at_all()
    {
        Assert.That(Bins.Unknown.Score, Is.Zero);
        Assert.That(Bins.Unknown.Toward(5, 1), Is.EqualTo(new Bins(0, 0, 0, 0, 100)));
        Assert.That(Bins.Unknown.Toward(1, 0), Is.EqualTo(Bins.Unknown));
        Assert.That(Bins.Unknown.Toward(4, 0.5), Is.EqualTo(new Bins(10, 10, 10, 60, 10)));
    }

    [Test]
    public void The_mean_score_of_a_book_is_the_mean_of_its_records()
    {
        var (draws, book) = (new CounterRng(5), new ReputationBook(9));
        for (var i = 0; i < 2000; i++)
        {
            var bins = Bins.InProportion([draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble()])!.Value;
            book.Set(draws.NextInt(9), (Part)draws.NextInt(Parts.Count), new ReputationRecord(draws.NextInt(9), bins, "", "test", i));
        }

        for (var part = 0; part < Parts.Count; part++)
        {
            for (var target = 0; target < 9; target++)
            {
                var held = Enumerable.Range(0, 9).Select(h => book.Find(h, (Part)part, target)).OfType<ReputationRecord>().ToList();

                Assert.That(book.HoldersOf(target, (Part)part), Is.EqualTo(held.Count));
                Assert.That(book.ScoreOf(target, (Part)part), Is.EqualTo(held.Count == 0 ? 0 : held.Average(r => r.Bins.Score)).Within(1e-12));
            }
        }
    }

    [Test]
    public void A_replaced_record_goes_to_the_archive_with_the_reason()
    {
        var book = new ReputationBook(3);
        book.Set(0, Part.Trustee, new ReputationRecord(1, Bins.Unknown, "first", "met", 1));
        book.Set(0, Part.Trustee, new ReputationRecord(1, new Bins(0, 0, 0, 0, 100), "second", "gossip", 4));

        Assert.That(book.ArchiveOf(0), Is.EqualTo(new[] { new Archived(Part.Trustee, new ReputationRecord(1, Bins.Unknown, "first", "met", 1), "gossip", 4) }));
        Assert.That(book.Find(0, Part.Investor, 1), Is.Null, "a record is of a role");
    }
}
