namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>The little linear algebra that five traits need; [row][column].</summary>
public static class Matrices
{
    private const int MostSweeps = 60;

    public static double[][] Multiply(IReadOnlyList<IReadOnlyList<double>> a, IReadOnlyList<IReadOnlyList<double>> b) =>
        [.. a.Select(row => Enumerable.Range(0, b[0].Count).Select(c => Enumerable.Range(0, b.Count).Sum(k => row[k] * b[k][c])).ToArray())];

    /// <summary>By elimination with the largest pivot; null where the matrix is singular.</summary>
    public static double[][]? Inverse(IReadOnlyList<IReadOnlyList<double>> matrix)
    {
        var n = matrix.Count;
        var work = matrix.Select((row, r) => row.Concat(Enumerable.Range(0, n).Select(c => c == r ? 1.0 : 0)).ToArray()).ToArray();
        var largest = matrix.SelectMany(r => r).Max(Math.Abs);
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(work[r][c]));
            if (Math.Abs(work[pivot][c]) <= 1e-12 * largest) return null;
            (work[c], work[pivot]) = (work[pivot], work[c]);
            var scale = work[c][c];
            for (var k = 0; k < 2 * n; k++) work[c][k] /= scale;
            for (var r = 0; r < n; r++)
            {
                if (r == c || work[r][c] == 0) continue;
                var factor = work[r][c];
                for (var k = 0; k < 2 * n; k++) work[r][k] -= factor * work[c][k];
            }
        }

        return [.. work.Select(row => row[n..])];
    }

    /// <summary>The largest over the smallest singular value, by Jacobi rotations of columns; infinite where one is 0.</summary>
    public static double Condition(IReadOnlyList<IReadOnlyList<double>> matrix)
    {
        var n = matrix[0].Count;
        var columns = Enumerable.Range(0, n).Select(c => matrix.Select(r => r[c]).ToArray()).ToArray();
        double Dot(int a, int b) => columns[a].Zip(columns[b], (x, y) => x * y).Sum();
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var off = 0.0;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    var (pp, qq, pq) = (Dot(p, p), Dot(q, q), Dot(p, q));
                    if (pq == 0) continue;
                    off = Math.Max(off, Math.Abs(pq) / Math.Sqrt(Math.Max(pp * qq, double.Epsilon)));
                    var zeta = (qq - pp) / (2 * pq);
                    var tangent = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                    var cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                    for (var i = 0; i < columns[p].Length; i++) (columns[p][i], columns[q][i]) = (cosine * (columns[p][i] - (tangent * columns[q][i])), cosine * ((tangent * columns[p][i]) + columns[q][i]));
                }
            }

            if (off < 1e-14) break;
        }

        var lengths = Enumerable.Range(0, n).Select(c => Math.Sqrt(Dot(c, c))).ToList();
        return lengths.Min() > 0 ? lengths.Max() / lengths.Min() : double.PositiveInfinity;
    }
}
