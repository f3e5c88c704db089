using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Tests.Decoding;

/// <summary>The same definition in the obvious way: sort everything, add in double precision.</summary>
internal static class NaiveSampler
{
    public static List<(int Token, double Probability)> Distribution(float[] row, SamplerSettings settings)
    {
        var sorted = row.Select((x, t) => (Token: t, Logit: x)).Where(c => !float.IsNegativeInfinity(c.Logit))
            .OrderByDescending(c => c.Logit).ThenBy(c => c.Token).ToList();
        if (settings.Temperature == 0) return [(sorted[0].Token, 1)];
        var peak = sorted[0].Logit;
        if (settings.TopK > 0) sorted = sorted[..Math.Min(sorted.Count, settings.TopK)];
        if (settings.TopP < 1)
        {
            var target = settings.TopP * sorted.Sum(c => Math.Exp((double)c.Logit - peak));
            var (reached, count) = (0.0, 0);
            while (count == 0 || (count < sorted.Count && reached < target)) reached += Math.Exp((double)sorted[count++].Logit - peak);
            sorted = sorted[..count];
        }

        if (settings.MinP > 0) sorted = [.. sorted.Where(c => c.Logit >= peak + (float)Math.Log(settings.MinP))];
        var weights = sorted.Select(c => (c.Token, Weight: Math.Exp(((double)c.Logit - peak) / settings.Temperature))).ToList();
        var total = weights.Sum(w => w.Weight);
        return [.. weights.Select(w => (w.Token, w.Weight / total)).OrderBy(w => w.Token)];
    }
}
