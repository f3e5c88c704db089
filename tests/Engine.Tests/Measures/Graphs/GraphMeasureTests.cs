using NUnit.Framework;
using PersonaSim.Engine.Measures.Graphs;

namespace PersonaSim.Engine.Tests.Measures.Graphs;

/// <summary>Every measure against a network small enough to count by hand.</summary>
public sealed class GraphMeasureTests
{
    // 0 - 1 - 2 a triangle, 3 hangs on 2, 4 is alone; 0 -> 1 is returned
    private static Network Kite => new(5, [(0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 0, 1), (2, 3, 1)]);

    // two pairs that know nobody else
    private static Network Pairs => Undirected(4, (0, 1), (2, 3));

    [Test]
    public void Reciprocity_is_the_share_of_returned_ties() => Assert.That(Cohesion.Reciprocity(Kite), Is.EqualTo(2.0 / 5));

    [Test]
    public void Density_counts_directed_ties() => Assert.That(Cohesion.Density(Kite), Is.EqualTo(5.0 / 20));

    [Test]
    public void Clustering_is_closed_triples_over_triples()
    {
        // triples: at 0 one, at 1 one, at 2 three; the triangle closes one at each of its corners
        Assert.That(Cohesion.Clustering(Kite), Is.EqualTo(3.0 / 5));
    }

    [Test]
    public void The_giant_component_leaves_out_who_is_alone()
    {
        Assert.That(Cohesion.Giant(Kite), Is.EqualTo(0.8));
        Assert.That(Cohesion.Components(Kite), Is.EqualTo(new[] { 0, 0, 0, 0, 1 }));
    }

    [Test]
    public void Modularity_of_two_pairs_is_a_half()
    {
        // each pair has half of all weight inside and half of all strength: 2 * (1/2 - 1/4)
        Assert.That(Modularity.Of(Pairs, [0, 0, 1, 1]), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(Modularity.Of(Pairs, [0, 0, 0, 0]), Is.Zero.Within(1e-12));
        // all ties between groups: nothing inside, 2 * (0 - 1/4)
        Assert.That(Modularity.Of(Pairs, [0, 1, 0, 1]), Is.EqualTo(-0.5).Within(1e-12));
    }

    [Test]
    public void Groups_are_found_where_they_are()
    {
        // two squares with all diagonals, joined by one tie
        var network = Undirected(8, (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (4, 5), (4, 6), (4, 7), (5, 6), (5, 7), (6, 7), (3, 4));

        var groups = Modularity.Groups(network);

        Assert.That(groups, Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1, 1, 1 }));
        // W = 13, W(c) = 6, S(c) = 13: 2 * (6/13 - 1/4)
        Assert.That(Modularity.Of(network, groups), Is.EqualTo(2 * ((6.0 / 13) - 0.25)).Within(1e-12));
    }

    [Test]
    public void Nobody_and_no_ties_have_no_number()
    {
        var empty = new Network(3, []);

        Assert.That(Cohesion.Reciprocity(empty), Is.Null);
        Assert.That(Cohesion.Clustering(empty), Is.Null);
        Assert.That(Modularity.Of(empty, Modularity.Groups(empty)), Is.Null);
        Assert.That(Mixing.Assortativity(empty, [1, 2, 3]), Is.Null);
        Assert.That(Cohesion.Giant(new Network(0, [])), Is.Null);
        Assert.That(Modularity.Groups(new Network(0, [])), Is.Empty);
    }

    [Test]
    public void Assortativity_is_one_among_equals_and_minus_one_among_opposites()
    {
        Assert.That(Mixing.Assortativity(Pairs, [1, 1, 2, 2]), Is.EqualTo(1).Within(1e-12));
        Assert.That(Mixing.Assortativity(Pairs, [1, 2, 1, 2]), Is.EqualTo(-1).Within(1e-12));
        // a path 0 - 1 - 2 with 1, 2, 3: mean by strength 2, ends differ from it by 1 and the middle by 0: nothing correlates
        Assert.That(Mixing.Assortativity(Undirected(3, (0, 1), (1, 2)), [1, 2, 3]), Is.Zero.Within(1e-12));
        Assert.That(Mixing.Assortativity(Pairs, [3, 3, 3, 3]), Is.Null);
    }

    [Test]
    public void Homophily_compares_ties_with_all_pairs()
    {
        Assert.That(Mixing.Homophily(Pairs, [1, 1, 5, 5]), Is.EqualTo(1).Within(1e-12));
        // ties differ by 4; of the six pairs four differ by 4: mean 16/6
        Assert.That(Mixing.Homophily(Pairs, [1, 5, 1, 5]), Is.EqualTo(1 - (4 / (16.0 / 6))).Within(1e-12));
    }

    [Test]
    public void Whoever_stands_between_others_is_central()
    {
        // a path 0 - 1 - 2 - 3: through 1 lead 0-2 and 0-3 of the three pairs of others
        var path = Undirected(4, (0, 1), (1, 2), (2, 3));

        Assert.That(Centrality.Betweenness(path), Is.EqualTo(new[] { 0, 2.0 / 3, 2.0 / 3, 0 }).Within(1e-12));
        Assert.That(Centrality.Degree(path), Is.EqualTo(new[] { 1.0 / 3, 2.0 / 3, 2.0 / 3, 1.0 / 3 }).Within(1e-12));
        // a square: two ways from 0 to 2, half of them through 1
        Assert.That(Centrality.Betweenness(Undirected(4, (0, 1), (1, 2), (2, 3), (3, 0))), Is.EqualTo(new[] { 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6 }).Within(1e-12));
    }

    [Test]
    public void Whoever_has_central_neighbours_is_central()
    {
        // a path 0 - 1 - 2, bipartite: λ = sqrt 2, c = (1, sqrt 2, 1), the middle brought to 1
        Assert.That(Centrality.Eigenvector(Undirected(3, (0, 1), (1, 2))), Is.EqualTo(new[] { 1 / Math.Sqrt(2), 1, 1 / Math.Sqrt(2) }).Within(1e-9));
        // a triangle with a tail: λ of x³ - x² - 3x + 1 is 2.17009, c(2) = 1, c(3) = 1 / λ, c(0) = c(1) = 1 / (λ - 1)
        var lambda = 2.170086486626034;
        Assert.That(Centrality.Eigenvector(Undirected(4, (0, 1), (1, 2), (2, 0), (2, 3))), Is.EqualTo(new[] { 1 / (lambda - 1), 1 / (lambda - 1), 1, 1 / lambda }).Within(1e-9));
        // a triangle (λ = 2) beside a pair (λ = 1) and somebody alone
        Assert.That(Centrality.Eigenvector(Undirected(6, (0, 1), (1, 2), (2, 0), (3, 4))), Is.EqualTo(new[] { 1, 1, 1, 0, 0, 0.0 }).Within(1e-9));
        // weights count: of a path with weights 3 and 4, λ = 5 and c = (3, 5, 4) / 5
        Assert.That(Centrality.Eigenvector(new Network(3, [(0, 1, 3), (1, 0, 3), (1, 2, 4), (2, 1, 4)])), Is.EqualTo(new[] { 0.6, 1, 0.8 }).Within(1e-9));
        Assert.That(Centrality.Eigenvector(new Network(2, [])), Is.EqualTo(new[] { 0.0, 0 }));
        Assert.That(Centrality.Eigenvector(new Network(0, [])), Is.Empty);
    }

    [Test]
    public void A_tie_in_both_directions_weighs_as_their_mean()
    {
        var network = new Network(2, [(0, 1, 0.4), (1, 0, 0.2), (0, 0, 9)]);

        Assert.That(network.Of(0)[1], Is.EqualTo(0.3).Within(1e-12));
        Assert.That(network.Ties, Is.EqualTo(2), "a tie to oneself is none");
    }

    private static Network Undirected(int people, params (int A, int B)[] ties) => new(people, ties.SelectMany(t => new[] { (t.A, t.B, 1.0), (t.B, t.A, 1.0) }));
}
