using NUnit.Framework;
using PersonaSim.Engine.Society.Opinions;

namespace PersonaSim.Engine.Tests.Society;

public sealed class OpinionBoardTests
{
    [Test]
    public void Counters_agree_with_the_stances()
    {
        var board = new OpinionBoard(4, 2);
        foreach (var (who, stance) in new[] { (0, 5), (1, 5), (2, 1), (0, 4) }) board.Set(who, 1, stance);

        Assert.That(Enumerable.Range(1, 5).Select(s => board.CountAt(1, s)), Is.EqualTo(new[] { 1, 0, 1, 1, 1 }));
        Assert.That(board.Mean(1), Is.EqualTo(3.25));
        Assert.That(board.Variance(1), Is.EqualTo(2.1875));
        Assert.That(board.Variance(0), Is.EqualTo(0));
    }

    [Test]
    public void Arguments_are_counted_by_side_and_move_nothing_by_themselves()
    {
        var board = new OpinionBoard(1, 1);
        board.Hear(0, 0, 5);
        board.Hear(0, 0, 4);
        board.Hear(0, 0, 1);
        board.Hear(0, 0, 3);

        Assert.That((board.HeardOf(0, 0), board.StanceOf(0, 0)), Is.EqualTo(((2, 1), 3)));
        board.Forget(0, 0);
        Assert.That(board.HeardOf(0, 0), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_saved_board_is_the_same_board()
    {
        var (board, loaded) = (new OpinionBoard(5, 2), new OpinionBoard(5, 2));
        for (var i = 0; i < 5; i++) board.Set(i, i % 2, 1 + i);
        board.Hear(3, 1, 5);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        board.Save(writer);
        stream.Position = 0;

        loaded.Load(new BinaryReader(stream));

        Assert.That(Enumerable.Range(0, 10).Select(i => loaded.StanceOf(i / 2, i % 2)), Is.EqualTo(Enumerable.Range(0, 10).Select(i => board.StanceOf(i / 2, i % 2))));
        Assert.That((loaded.Mean(0), loaded.HeardOf(3, 1)), Is.EqualTo((board.Mean(0), (1, 0))));
    }
}
