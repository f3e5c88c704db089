using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Reports.Charts;

/// <summary>
/// Where people stand in a network's picture: everybody pushes everybody away (k² / distance), ties pull (weight * distance² / k), a weak pull to the
/// middle keeps strangers in the picture, and steps shrink to nothing (Fruchterman and Reingold 1991). The start is drawn from a seed; the same
/// ties give the same picture.
/// </summary>
public static class ForceLayout
{
    private const int Rounds = 300;
    private const double Middle = 0.9;

    /// <returns>Places from 0 to 1.</returns>
    public static IReadOnlyList<(double X, double Y)> Of(int nodes, IReadOnlyList<(int From, int To, double Weight)> edges, ulong seed = 1)
    {
        if (nodes == 0) return [];
        var draws = new Rng(seed).For("report/layout");
        var (x, y, dx, dy) = (new double[nodes], new double[nodes], new double[nodes], new double[nodes]);
        for (var i = 0; i < nodes; i++) (x[i], y[i]) = (draws.NextDouble(), draws.NextDouble());
        var k = Math.Sqrt(1.0 / nodes);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < nodes; i++) (dx[i], dy[i]) = (Middle * (0.5 - x[i]) * k, Middle * (0.5 - y[i]) * k);
            Push(x, y, dx, dy, k);
            foreach (var (from, to, weight) in edges)
            {
                if (from == to) continue;
                var (ox, oy) = (x[from] - x[to], y[from] - y[to]);
                var pull = weight * Math.Sqrt((ox * ox) + (oy * oy)) / k * 0.5;
                (dx[from], dy[from], dx[to], dy[to]) = (dx[from] - (ox * pull), dy[from] - (oy * pull), dx[to] + (ox * pull), dy[to] + (oy * pull));
            }

            var most = 0.1 * (1 - (round / (double)Rounds));
            for (var i = 0; i < nodes; i++)
            {
                var length = Math.Sqrt((dx[i] * dx[i]) + (dy[i] * dy[i]));
                if (length == 0) continue;
                var step = Math.Min(length, most) / length;
                (x[i], y[i]) = (x[i] + (dx[i] * step), y[i] + (dy[i] * step));
            }
        }

        Fill(x);
        Fill(y);
        return [.. x.Zip(y)];
    }

    private static void Push(double[] x, double[] y, double[] dx, double[] dy, double k)
    {
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = i + 1; j < x.Length; j++)
            {
                var (ox, oy) = (x[i] - x[j], y[i] - y[j]);
                var push = k * k / Math.Max(1e-6, (ox * ox) + (oy * oy));
                (dx[i], dy[i], dx[j], dy[j]) = (dx[i] + (ox * push), dy[i] + (oy * push), dx[j] - (ox * push), dy[j] - (oy * push));
            }
        }
    }

    private static void Fill(double[] at)
    {
        var (low, high) = (at.Min(), at.Max());
        for (var i = 0; i < at.Length; i++) at[i] = high - low < 1e-9 ? 0.5 : (at[i] - low) / (high - low);
    }
}
