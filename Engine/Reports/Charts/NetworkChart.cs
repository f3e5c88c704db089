namespace PersonaSim.Engine.Reports.Charts;

/// <summary>Somebody in a network's picture.</summary>
/// <param name="Group">People of a group have a colour.</param>
/// <param name="Size">From 0 to 1.</param>
public sealed record NetworkNode(string Name, int Group, double Size);

/// <summary>A network; where people stand was found before, so that several pictures of one society can be compared.</summary>
/// <param name="Places">Of each node, from 0 to 1.</param>
/// <param name="Edges">By the nodes' numbers, with weights from 0 to 1.</param>
public sealed record NetworkChart(string Title, string Description, IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<(double X, double Y)> Places, IReadOnlyList<(int From, int To, double Weight)> Edges) : IChart
{
    private const int MostNames = 40;

    /// <summary>Names beside the dots; of many people only the largest are named.</summary>
    public bool Named { get; init; } = true;

    public double Aspect { get; init; } = 0.8;

    public bool Wide { get; init; } = true;

    public void Draw(Svg svg, Box box)
    {
        var inner = box.Inside(box.Width / 14, box.Width / 24, box.Width / 10, box.Width / 24);
        (double X, double Y) At(int node) => (inner.X + (Places[node].X * inner.Width), inner.Y + (Places[node].Y * inner.Height));
        var thick = box.Width / 200;
        // faint ones first, so that strong ties lie on top
        foreach (var (from, to, weight) in Edges.OrderBy(e => e.Weight).ThenBy(e => e.From).ThenBy(e => e.To))
        {
            var (a, b) = (At(from), At(to));
            svg.Line(a.X, a.Y, b.X, b.Y, "tie", 0.4 + (thick * 0.7 * weight), 0.12 + (0.6 * weight));
        }

        var largest = box.Width / (Nodes.Count > 80 ? 90 : 60);
        for (var i = 0; i < Nodes.Count; i++)
        {
            var (x, y) = At(i);
            svg.Circle(x, y, largest * (0.35 + (0.65 * Nodes[i].Size)), $"node {Marks.Colour(Nodes[i].Group)}", Nodes[i].Name);
        }

        if (!Named) return;
        foreach (var i in Enumerable.Range(0, Nodes.Count).OrderByDescending(i => Nodes[i].Size).ThenBy(i => i).Take(MostNames))
        {
            var (x, y) = At(i);
            svg.Text(x + largest + 1, y + 4, Svg.Fit(Nodes[i].Name, 90, 11), "name");
        }
    }
}
