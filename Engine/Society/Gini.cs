namespace PersonaSim.Engine.Society;

/// <summary>How unequally something is spread: 0 all the same, towards 1 one has everything.</summary>
public static class Gini
{
    public static double Of(ReadOnlySpan<long> amounts)
    {
        if (amounts.Length == 0) return 0;
        var sorted = amounts.ToArray();
        Array.Sort(sorted);
        var (sum, weighted) = (0.0, 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            weighted += (i + 1.0) * sorted[i];
        }

        return sum <= 0 ? 0 : (2 * weighted / (sorted.Length * sum)) - ((sorted.Length + 1.0) / sorted.Length);
    }
}
