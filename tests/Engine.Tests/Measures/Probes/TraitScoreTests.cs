using NUnit.Framework;
using PersonaSim.Engine.Measures.Probes.Scores;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class TraitScoreTests
{
    [Test]
    public void A_score_is_the_mean_of_the_two_halves()
    {
        // plus 4 and 5: 4.5; minus 2: reversed 4; (4.5 + 4) / 2 = 4.25. Agreement in both halves: (4.5 + 2) / 2 - 3 = 0.25. (1 + 2 + 1) / 3 from the middle.
        var score = TraitScore.Of([new(true, 4), new(true, 5), new(false, 2)]);

        Assert.That(score, Is.EqualTo(new TraitScore(4.25, 0.25, 4.0 / 3, 3, 3)));
    }

    [Test]
    public void Somebody_who_agrees_with_everything_is_in_the_middle()
    {
        var score = TraitScore.Of([new(true, 5), new(true, 5), new(true, 5), new(false, 5)]);

        Assert.That((score.Score, score.Acquiescence, score.Extremity), Is.EqualTo((3.0, 2.0, 2.0)));
    }

    [Test]
    public void Unanswered_items_count_for_nothing_and_a_missing_half_gives_no_score()
    {
        var some = TraitScore.Of([new(true, 4), new(true, null), new(false, 1.5)]);
        var half = TraitScore.Of([new(true, 4), new(false, null)]);

        Assert.That(some, Is.EqualTo(new TraitScore(4.25, -0.25, 1.25, 2, 3)));
        Assert.That(half, Is.EqualTo(new TraitScore(null, null, 1, 1, 2)));
        Assert.That(TraitScore.Of([new(true, null)]), Is.EqualTo(new TraitScore(null, null, null, 0, 1)));
    }

    [Test]
    public void A_shift_of_all_agreement_moves_acquiescence_and_nothing_else()
    {
        var draws = new CounterRng(3);
        for (var trial = 0; trial < 300; trial++)
        {
            var answers = Enumerable.Range(0, 2 + draws.NextInt(10)).Select(i => new ItemAnswer(i % 3 != 0, 2 + (2 * draws.NextDouble()))).ToList();
            var shift = (2 * draws.NextDouble()) - 1;

            var (before, after) = (TraitScore.Of(answers), TraitScore.Of([.. answers.Select(a => a with { Agreement = a.Agreement + shift })]));

            Assert.That(after.Score, Is.EqualTo(before.Score!.Value).Within(1e-9));
            Assert.That(after.Acquiescence, Is.EqualTo(before.Acquiescence!.Value + shift).Within(1e-9));
        }
    }
}
