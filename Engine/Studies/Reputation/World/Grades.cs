namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>
/// How well somebody treated another, 1 (very bad) to 5 (very good), from what was done alone. It is what memories, measures and rules go by;
/// what people think of it, honesty and fairness, they say themselves.
/// </summary>
public static class Grades
{
    public const int VeryBad = 1, Bad = 2, Neutral = 3, Good = 4, VeryGood = 5;

    /// <summary>A trustee, by what came back for each unit and whether it was what was promised.</summary>
    public static int OfTrustee(int stake, int promised, int kept)
    {
        var back = Payoffs.Investment(stake, kept).Investor - (stake * (long)Payoffs.Unit);
        if (kept > promised) return 2 * back < -stake * (long)Payoffs.Unit ? VeryBad : back < 0 ? Bad : Neutral;
        return back > 0 ? VeryGood : back == 0 ? Good : Neutral; // a kept promise is never bad: it was accepted
    }

    /// <summary>An investor, by how much of what could be given was.</summary>
    public static int OfInvestor(int stake, int most) => stake == 0 ? Bad : 2 * stake >= most ? VeryGood : 4 * stake >= most ? Good : Neutral;

    public static int OfPlayer(bool cooperates) => cooperates ? VeryGood : VeryBad;

    public static int OfTalk(bool willing) => willing ? Good : Bad;

    /// <summary>A neighbour's decision about the programme, by whether it is one's own.</summary>
    public static int OfDecision(bool same) => same ? Good : Bad;

    /// <summary>Whether a deed counts as a good one for measures.</summary>
    public static bool IsGood(int grade) => grade >= Good;

    /// <summary>As −1 to 1.</summary>
    public static double Value(double grade) => (grade - Neutral) / 2;
}
