namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>
/// What somebody is thought to be: percent for very bad, bad, neutral, good and very good. Whole percents, so that a record's sum is exactly 100
/// and an average over everybody does not depend on the order in which it was summed.
/// </summary>
public readonly record struct Bins(byte VeryBad, byte Bad, byte Neutral, byte Good, byte VeryGood)
{
    public const int Count = 5, Whole = 100;

    /// <summary>Nothing is known: as likely the one as the other.</summary>
    public static Bins Unknown { get; } = new(20, 20, 20, 20, 20);

    /// <summary>Very good and good less bad and very bad, −100 to 100.</summary>
    public int Points => VeryGood + Good - Bad - VeryBad;

    /// <summary><see cref="Points"/> as −1 to 1.</summary>
    public double Score => Points / (double)Whole;

    public int this[int bin] => bin switch
    {
        0 => VeryBad,
        1 => Bad,
        2 => Neutral,
        3 => Good,
        4 => VeryGood,
        _ => throw new ArgumentOutOfRangeException(nameof(bin), bin, "There are five bins, 0 to 4."),
    };

    /// <summary>
    /// Bins in proportion to any five weights of 0 or more: shares that do not sum to 100 are scaled, what rounding leaves goes to the largest
    /// remainders, the first of equal ones. Null when all five are 0 (or any is below): they say nothing.
    /// </summary>
    public static Bins? InProportion(ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, Count, nameof(weights));
        var sum = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0) || !double.IsFinite(weight)) return null;
            sum += weight;
        }

        if (sum <= 0) return null;
        Span<byte> bins = stackalloc byte[Count];
        Span<double> left = stackalloc double[Count];
        var given = 0;
        for (var i = 0; i < Count; i++)
        {
            var exact = Whole * weights[i] / sum;
            bins[i] = (byte)Math.Floor(exact + 1e-9);
            left[i] = exact - bins[i];
            given += bins[i];
        }

        for (; given < Whole; given++)
        {
            var most = 0;
            for (var i = 1; i < Count; i++)
            {
                if (left[i] > left[most]) most = i;
            }

            bins[most]++;
            left[most]--;
        }

        return new Bins(bins[0], bins[1], bins[2], bins[3], bins[4]);
    }

    /// <summary>Moved a share of the way toward a grade, 1 (very bad) to 5 (very good).</summary>
    public Bins Toward(int grade, double share)
    {
        Span<double> mixed = stackalloc double[Count];
        for (var i = 0; i < Count; i++) mixed[i] = ((1 - share) * this[i]) + (i + 1 == grade ? share * Whole : 0);
        return InProportion(mixed)!.Value;
    }

    public override string ToString() => $"{VeryBad}/{Bad}/{Neutral}/{Good}/{VeryGood}";
}
