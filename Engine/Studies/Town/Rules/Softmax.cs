namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>A choice whose odds are the exponentials of utilities.</summary>
public static class Softmax
{
    /// <param name="uniform">A draw from [0, 1).</param>
    public static int Draw(ReadOnlySpan<double> utilities, double uniform)
    {
        var highest = double.NegativeInfinity;
        foreach (var utility in utilities) highest = Math.Max(highest, utility);
        var sum = 0.0;
        foreach (var utility in utilities) sum += Math.Exp(utility - highest);
        var at = uniform * sum;
        for (var i = 0; i < utilities.Length; i++)
        {
            at -= Math.Exp(utilities[i] - highest);
            if (at < 0) return i;
        }

        return utilities.Length - 1;
    }
}
