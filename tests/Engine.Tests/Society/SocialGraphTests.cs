using NUnit.Framework;
using PersonaSim.Engine.Society.Ties;

namespace PersonaSim.Engine.Tests.Society;

public sealed class SocialGraphTests
{
    [Test]
    public void A_tie_halves_in_its_half_life_and_looking_at_it_changes_nothing()
    {
        var graph = new SocialGraph(3, halfLife: 10);
        graph.Touch(0, 1, tick: 0, closer: 0.8, trust: 0.5);

        Assert.That(graph.StrengthOf(0, 1, 10), Is.EqualTo(0.4).Within(1e-12));
        Assert.That(graph.StrengthOf(0, 1, 20), Is.EqualTo(0.2).Within(1e-12));
        Assert.That(graph.StrengthOf(0, 1, 0), Is.EqualTo(0.8).Within(1e-12));
        Assert.That((graph.StrengthOf(1, 0, 0), graph.TrustOf(0, 1), graph.TrustOf(1, 0)), Is.EqualTo((0.0, 0.5, 0.0)));
    }

    [Test]
    public void Strength_and_trust_stay_in_their_bounds_whatever_happens()
    {
        var graph = new SocialGraph(2, 10);
        for (var i = 0; i < 200; i++) graph.Touch(0, 1, i, i % 7 < 4 ? 0.9 : -0.9, i % 5 < 3 ? 0.9 : -0.9);

        Assert.That(graph.StrengthOf(0, 1, 200), Is.InRange(0, 1));
        Assert.That(graph.TrustOf(0, 1), Is.InRange(-1, 1));
    }

    [Test]
    public void With_too_many_ties_the_weakest_is_forgotten()
    {
        var graph = new SocialGraph(6, 10, most: 3);
        foreach (var (other, strength) in new[] { (4, 0.5), (1, 0.1), (3, 0.9), (2, 0.4) }) graph.Touch(0, other, 0, strength, 0);

        Assert.That(graph.Of(0).Select(t => t.Other), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(graph.Closest(0, 5), Is.EqualTo(3));
    }

    [Test]
    public void A_saved_graph_is_the_same_graph()
    {
        var (graph, loaded) = (new SocialGraph(4, 10), new SocialGraph(4, 10));
        for (var i = 0; i < 40; i++) graph.Touch(i % 4, (i * 7 + 1) % 4, i, 0.1, -0.05, met: true);
        var bytes = Saved(graph.Save);

        loaded.Load(new BinaryReader(new MemoryStream(bytes)));

        Assert.That(Saved(loaded.Save), Is.EqualTo(bytes));
        Assert.That(loaded.Of(1), Is.EqualTo(graph.Of(1)));
    }

    private static byte[] Saved(Action<BinaryWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) save(writer);
        return stream.ToArray();
    }
}
