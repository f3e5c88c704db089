namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What a game pays, in hundredths of a unit, so that every share of a percent is exact.</summary>
public static class Payoffs
{
    /// <summary>A unit of resources in the numbers of this study.</summary>
    public const int Unit = 100;

    /// <summary>Invested resources are doubled. (A third-party port says 3; all four published variants double.)</summary>
    public const int Multiplier = 2;

    public const int Temptation = 5, Reward = 3, Punishment = 1, Sucker = 0;

    /// <summary>What a player of the prisoner's dilemma gets.</summary>
    public static long Dilemma(bool cooperates, bool otherCooperates) => Unit * (cooperates, otherCooperates) switch
    {
        (true, true) => Reward,
        (true, false) => Sucker,
        (false, true) => Temptation,
        (false, false) => Punishment,
    };

    /// <summary>What comes out of an investment of so many units when the trustee keeps so many percent.</summary>
    public static (long Investor, long Trustee) Investment(int stake, int keptPercent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stake);
        if (keptPercent is < 0 or > 100) throw new ArgumentOutOfRangeException(nameof(keptPercent), keptPercent, "A share lies between 0 and 100 percent.");
        var trustee = Multiplier * (long)stake * keptPercent; // in hundredths: a unit and a percent cancel
        return ((Multiplier * (long)stake * Unit) - trustee, trustee);
    }

    /// <summary>
    /// The rule for shares that do not fit: two shares are scaled to 100 in proportion, negative ones count as 0, two of 0 are half and half. What
    /// rounding leaves goes to the second, whose share is the rest.
    /// </summary>
    public static (int First, int Second) Shares(int first, int second)
    {
        var (a, b) = (Math.Max(0L, first), Math.Max(0L, second));
        var percent = a + b == 0 ? 50 : (int)(a * 100 / (a + b));
        return (percent, 100 - percent);
    }

    /// <summary>The rule for amounts that do not fit: whole units, no more than the holdings and the limit, 0 (a refusal) when there is not one.</summary>
    public static int Stake(int wanted, long holdings, int most) => (int)Math.Clamp(Math.Min(wanted, holdings / Unit), 0, most);
}
