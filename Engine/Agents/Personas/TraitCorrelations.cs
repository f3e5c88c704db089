namespace PersonaSim.Engine.Agents.Personas;

/// <summary>How the five traits go together among people.</summary>
public static class TraitCorrelations
{
    // corrected meta-analytic correlations, K = 212, N = 144,117: van der Linden, te Nijenhuis & Bakker (2010), Journal of Research in
    // Personality 44, 315-327; emotional stability turned into neuroticism. Order E, A, C, N, O.
    private static readonly double[,] _human =
    {
        { 1, .26, .29, -.36, .43 },
        { .26, 1, .43, -.36, .21 },
        { .29, .43, 1, -.43, .20 },
        { -.36, -.36, -.43, 1, -.17 },
        { .43, .21, .20, -.17, 1 },
    };

    /// <summary>The correlation of two traits among people, by their place in <see cref="Traits.Letters"/>.</summary>
    public static double Human(int left, int right) => _human[left, right];

    /// <summary>The lower triangle L with L L' = the matrix, by Cholesky.</summary>
    internal static double[,] HumanRoot()
    {
        var n = Traits.Letters.Length;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = _human[i, j];
                for (var k = 0; k < j; k++) sum -= root[i, k] * root[j, k];
                root[i, j] = i == j ? Math.Sqrt(sum) : sum / root[j, j];
            }
        }

        return root;
    }
}
