using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Where nothing is lost, as numbers: when a dose counts as usable, and how far from 0 that goes without a gap.</summary>
public static class Usability
{
    /// <summary>Nats a character beyond dose 0's: the unsteered model finds each character at most 1.65 times less likely.</summary>
    public const double MostNats = 0.5;

    /// <summary>Share of repeated word triples beyond dose 0's.</summary>
    public const double MostRepetition = 0.2;

    /// <summary>Share of dose 0's right answers that every measurable task must keep.</summary>
    public const double LeastKept = 0.8;

    private const double Chance = 0.05;

    /// <summary>Whether so many right answers are more than guessing gives: the binomial tail is at most 0.05.</summary>
    public static bool IsMeasurable(int right, int items, int options)
    {
        double tail = 0, p = 1.0 / options;
        for (var k = right; k <= items; k++)
        {
            var log = k * Math.Log(p) + ((items - k) * Math.Log(1 - p));
            for (var i = 1; i <= k; i++) log += Math.Log((items - k + i) / (double)i);
            tail += Math.Exp(log);
        }

        return tail <= Chance;
    }

    /// <summary>Share of word triples that stand earlier in the same text.</summary>
    public static double Repetition(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 3) return 0;
        var seen = new HashSet<(string, string, string)>();
        var again = Enumerable.Range(0, words.Length - 2).Count(i => !seen.Add((words[i], words[i + 1], words[i + 2])));
        return again / (double)(words.Length - 2);
    }

    public static bool IsUsable(CapabilityPoint point, CapabilityPoint zero, IReadOnlyCollection<string> measurable) =>
        point.NatsPerCharacter is { } nats && zero.NatsPerCharacter is { } nats0 && nats <= nats0 + MostNats
        && point.Repetition <= zero.Repetition + MostRepetition
        && measurable.All(t => point.Tasks[t] >= LeastKept * zero.Tasks[t]);

    /// <summary>
    /// How long all doses of a person together may be, |row| / |residual|: the least length at which some direction's usable doses end; where every
    /// direction was usable as far as it was tried, the longest that was. A short direction, which was tried less far, bounds nothing by that.
    /// </summary>
    public static double? Together(IEnumerable<CapabilitySection?> sections)
    {
        var known = sections.OfType<CapabilitySection>().Where(s => s.MostRelativeSize is not null).ToList();
        var ended = known.Where(s => s.Doses.Count == 0 || s.Doses.Any(d => !d.Usable)).ToList();
        return ended.Count > 0 ? ended.Min(s => s.MostRelativeSize) : known.Max(s => s.MostRelativeSize);
    }

    /// <summary>The points around 0 without a gap, as a section.</summary>
    public static CapabilitySection Of(IReadOnlyList<CapabilityPoint> points, IReadOnlyList<string> notMeasurable)
    {
        var zero = points.Single(p => p.Raw == 0);
        var measurable = zero.Tasks.Keys.Except(notMeasurable).ToList();
        List<CapabilityPoint> judged = [.. points.OrderBy(p => p.Raw).Select(p => p with { Usable = IsUsable(p, zero, measurable) })];
        var at = judged.FindIndex(p => p.Raw == 0);
        if (!judged[at].Usable) return new CapabilitySection(judged, notMeasurable, null, null);
        var (low, high) = (at, at);
        while (low > 0 && judged[low - 1].Usable) low--;
        while (high < judged.Count - 1 && judged[high + 1].Usable) high++;
        return new CapabilitySection(judged, notMeasurable, new CardRange(judged[low].Raw, judged[high].Raw), CardFile.Round(Math.Min(judged[low].RelativeSize, judged[high].RelativeSize)));
    }
}
