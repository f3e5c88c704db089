namespace PersonaSim.Engine.Measures.Trends;

/// <summary>How varied behaviour is.</summary>
public static class Entropy
{
    /// <summary>Shannon's, in bits: - sum p log2 p over the shares p of the counts; 0: always the same. Null where nothing was counted.</summary>
    public static double? Bits(IReadOnlyList<long> counts)
    {
        double total = counts.Sum();
        return total == 0 ? null : -counts.Where(c => c > 0).Sum(c => c / total * Math.Log2(c / total)) is var bits && bits == 0 ? 0 : bits;
    }
}
