using PersonaSim.Engine.Measures.Psychometrics;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>How far a dose moves the options' distributions whatever it moves them to: mean KL(dosed || baseline) over items and orders, in nats.</summary>
public static class Divergence
{
    private const double Least = 1e-12;

    /// <summary>Over what both answered; 0 where nothing was.</summary>
    public static double Of(AnswerSheet baseline, AnswerSheet dosed)
    {
        double sum = 0;
        var count = 0;
        foreach (var (before, after) in baseline.Responses.Zip(dosed.Responses).SelectMany(r => new[] { (r.First.Forward, r.Second.Forward), (r.First.Reversed, r.Second.Reversed) }))
        {
            if (before.Probabilities.Count == 0 || after.Probabilities.Count == 0) continue;
            sum += Of(after.Probabilities, before.Probabilities);
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>KL(p || q).</summary>
    public static double Of(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        double sum = 0;
        for (var i = 0; i < p.Count; i++)
        {
            if (p[i] > 0) sum += p[i] * Math.Log(Math.Max(p[i], Least) / Math.Max(q[i], Least));
        }

        return Math.Max(0, sum);
    }
}
