using System.Globalization;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>Answers that a rule gave instead of the model say nothing about the model: too many of them, or too unequal ones, and no verdict is given.</summary>
public static class FallbackGate
{
    /// <summary>The most fallbacks of an arm, as a share of the answers that a model was asked for.</summary>
    public const double Most = 0.02;

    /// <summary>The most by which two arms may differ.</summary>
    public const double MostApart = 0.01;

    /// <summary>fallbacks / answers; 0 where no model was asked.</summary>
    public static double Rate(long fallbacks, long answers) => answers == 0 ? 0 : fallbacks / (double)answers;

    /// <summary>Why two arms may not be compared; null: they may.</summary>
    public static string? Refusal(string left, double leftRate, string right, double rightRate)
    {
        foreach (var (arm, rate) in new[] { (left, leftRate), (right, rightRate) })
        {
            if (rate > Most) return $"{Percent(rate)} of the answers in {arm} are the rule's, more than {Percent(Most)}";
        }

        return Math.Abs(leftRate - rightRate) > MostApart ? $"the rule answered {Percent(leftRate)} in {left} and {Percent(rightRate)} in {right}, more than one point apart" : null;
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
