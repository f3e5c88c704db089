using NUnit.Framework;
using PersonaSim.Native.Training;

namespace PersonaSim.Native.Tests.Training;

public sealed class TokenMeaningsTests
{
    // token 1 stands in two texts of label 0 and in one of label 1, token 2 in one of label 1 (twice), token 0 in none
    private static readonly TokenMeanings _meanings = new(3, 2, [([1], 0), ([1], 0), ([1, 2, 2], 1), ([], 1)]);

    [Test]
    public void A_token_means_where_it_stands_more_often_than_texts_do()
    {
        Assert.That(_meanings.Of(1, 0), Is.EqualTo(Math.Log((2 + 3) / ((3 + 6) * 0.5))).Within(1e-12));
        Assert.That(_meanings.Of(1, 1), Is.EqualTo(Math.Log((1 + 3) / ((3 + 6) * 0.5))).Within(1e-12));
        Assert.That(_meanings.Of(2, 1), Is.EqualTo(Math.Log((1 + 3) / ((1 + 6) * 0.5))).Within(1e-12), "a text counts once");
        Assert.That(_meanings.Of(0, 0), Is.Zero, "nothing is known of it");
        Assert.That(() => new TokenMeanings(3, 2, [([1], 0)]), Throws.TypeOf<InputException>().With.Message.Contains("label"));
    }

    [Test]
    public void Embeddings_begin_with_it_and_everything_else_as_before()
    {
        var shape = new TrainingShape(3, 1, 32, 1, 32, 8, true);
        using var plain = new TrainingMachine(shape, 1, 1);
        using var told = new TrainingMachine(shape, 1, 1);
        WeightStart.Fill(plain, 7);
        WeightStart.Fill(told, 7, _meanings, 0.5);

        foreach (var p in plain.Parameters)
        {
            var (before, after) = (plain.Read(p, TrainingState.Weight), told.Read(p, TrainingState.Weight));
            if (p.Name == ParameterTensor.Embedding)
            {
                for (var token = 0; token < 3; token++)
                {
                    Assert.That(after[(token * 32)..((token * 32) + 2)], Is.EqualTo(new[] { (float)(0.5 * _meanings.Of(token, 0)), (float)(0.5 * _meanings.Of(token, 1)) }));
                    before.AsSpan(token * 32, 2).CopyTo(after.AsSpan(token * 32));
                }
            }

            Assert.That(after, Is.EqualTo(before), p.Name);
        }

        Assert.That(() => WeightStart.Fill(plain, 7, new TokenMeanings(4, 1, [([1], 0)]), 1), Throws.TypeOf<InputException>().With.Message.Contains("4 tokens"));
    }
}
