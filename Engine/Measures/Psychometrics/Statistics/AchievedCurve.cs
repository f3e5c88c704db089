namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>
/// What the settings of a text or of a direction achieve on one instrument, and which setting achieves a wanted latent. Only the branch around
/// the middle that rises without a break is used: beyond it the same latent has two settings. Texts have whole levels, doses do not: to compare
/// prompting with steering at an equal score, take a level and ask the doses' curve for what the level achieved (<see cref="Match"/>).
/// </summary>
public sealed class AchievedCurve
{
    /// <param name="points">At least one; each setting once.</param>
    /// <param name="middle">The setting from which the branch grows to both sides, or the nearest one to it.</param>
    public AchievedCurve(IEnumerable<AchievedPoint> points, double middle = 0)
    {
        Points = [.. points.OrderBy(p => p.Setting)];
        if (Points.Count == 0) throw new ArgumentException("A curve needs at least one point.", nameof(points));
        if (Points.Zip(Points.Skip(1)).Any(p => p.First.Setting == p.Second.Setting)) throw new ArgumentException("A setting stands in the curve twice.", nameof(points));
        var at = Enumerable.Range(0, Points.Count).MinBy(i => Math.Abs(Points[i].Setting - middle));
        var (low, high) = (at, at);
        while (low > 0 && Points[low - 1].Latent < Points[low].Latent) low--;
        while (high < Points.Count - 1 && Points[high + 1].Latent > Points[high].Latent) high++;
        Monotone = [.. Points.Skip(low).Take(high - low + 1)];
    }

    /// <summary>All points, by setting.</summary>
    public IReadOnlyList<AchievedPoint> Points { get; }

    /// <summary>The rising branch around the middle; a single point where nothing rises.</summary>
    public IReadOnlyList<AchievedPoint> Monotone { get; }

    /// <summary>The latents that can be had.</summary>
    public (double Low, double High) Reach => (Monotone[0].Latent, Monotone[^1].Latent);

    /// <summary>The setting that achieves a latent, straight between neighbours of the rising branch; null: out of reach.</summary>
    public double? SettingFor(double latent) => Between(latent, p => p.Latent, p => p.Setting);

    /// <summary>What a setting of the rising branch achieves; null: the setting lies beyond it.</summary>
    public double? LatentAt(double setting) => Between(setting, p => p.Setting, p => p.Latent);

    /// <summary>The setting of the other curve that achieves what this one's setting does; null: out of reach of one of them.</summary>
    public double? Match(double setting, AchievedCurve other) => LatentAt(setting) is { } latent ? other.SettingFor(latent) : null;

    private double? Between(double wanted, Func<AchievedPoint, double> from, Func<AchievedPoint, double> to)
    {
        for (var i = 0; i < Monotone.Count; i++)
        {
            var here = from(Monotone[i]);
            if (wanted == here) return to(Monotone[i]);
            if (i == 0 || wanted < from(Monotone[i - 1]) || wanted > here) continue;
            var before = from(Monotone[i - 1]);
            return to(Monotone[i - 1]) + ((to(Monotone[i]) - to(Monotone[i - 1])) * (wanted - before) / (here - before));
        }

        return null;
    }
}
