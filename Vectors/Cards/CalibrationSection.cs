using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Cards;

/// <summary>What came of calibrating a vector.</summary>
public enum CalibrationVerdict
{
    /// <summary>The effect exceeds what directions without the trait do; doses in trait units may be given.</summary>
    Steered,

    /// <summary>It does not: nothing may be dosed in trait units.</summary>
    NotSteered,

    /// <summary>The model does not answer the items, or people described in words do not differ on it.</summary>
    NotMeasurable,

    /// <summary>Too few permuted directions were asked to say.</summary>
    NotJudged,
}

/// <summary>What doses achieve in the latent of one instrument, and how trait units become raw doses.</summary>
/// <param name="Scope">Which tokens were steered; a run with another scope is refused.</param>
/// <param name="Mind">What the mind said of itself: model and its hash, template, library, settings.</param>
/// <param name="SdRef">Latent of one trait unit: the standard deviation of the reference people under the prompt arm on this model; null: none.</param>
/// <param name="SdRefPeople">How many of them were asked.</param>
/// <param name="Curve">All doses that were asked, ascending.</param>
/// <param name="Rising">The branch around 0 that rises without a break, in trait units from dose 0: only this is used. Empty where nothing may be dosed.</param>
/// <param name="Achieved">What asked doses achieved on items that had no part in fitting them.</param>
/// <param name="CrossFit">Vectors from four facets on the items of the other two; null where instrument or set has no facets.</param>
/// <param name="Projected">The effect without the parts along <c>agree</c> and <c>valence</c>.</param>
public sealed record CalibrationSection(
    string Instrument,
    string Scope,
    CalibrationVerdict Verdict,
    string Reason,
    IReadOnlyDictionary<string, string> Mind,
    double? SdRef,
    int SdRefPeople,
    string SdRefSha256,
    IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<RisingPoint> Rising,
    AchievedFit? Achieved,
    ItemEffect? CrossFit,
    ItemEffect? Projected)
{
    /// <summary>What the test dose does to the items of each other trait; null: not measured, as in older cards.</summary>
    public IReadOnlyDictionary<string, ItemEffect>? Beside { get; init; }

    /// <summary>The other trait that moves most, as a share of what the test dose does to the own one; null where either is unknown.</summary>
    /// <param name="own">The effect on the trait itself.</param>
    public (string Trait, double Share)? Along(double? own)
    {
        if (own is not { } size || size == 0 || Beside is null) return null;
        var most = Beside.Where(b => b.Value.Latent is not null).OrderByDescending(b => Math.Abs(b.Value.Latent!.Value)).FirstOrDefault();
        return most.Key is null ? null : (most.Key, most.Value.Latent!.Value / size);
    }

    /// <summary>Trait units within reach; null where nothing may be dosed.</summary>
    public CardRange? Reach => Verdict == CalibrationVerdict.Steered && Rising.Count > 1 ? new CardRange(Rising[0].Units, Rising[^1].Units) : null;

    /// <summary>The raw dose that achieves so many trait units, straight between neighbours of the rising branch.</summary>
    /// <exception cref="InputException">Out of reach, or not steered at all: names the card's words.</exception>
    public double RawFor(string trait, double units)
    {
        if (Reach is not { } reach) throw new InputException($"{trait} is {Words(Verdict)} ({Reason}), so it cannot be dosed in trait units: take raw doses (persona.directions), another vector, or --arm prompt.");
        return RisingCurve.RawFor(Rising, units) ?? throw new InputException(OutOfReach(trait, units, reach, Instrument));
    }

    public static string OutOfReach(string trait, double units, CardRange reach, string instrument) => string.Create(
        CultureInfo.InvariantCulture, $"{trait} of {units:+0.##;-0.##;0} sd was asked for, and its card says that {reach.Low:+0.##;-0.##;0} to {reach.High:+0.##;-0.##;0} sd can be reached on {instrument}: narrow the people (persona.sd, persona.within: usable), or take another vector.");

    public static string Words(CalibrationVerdict verdict) => verdict switch
    {
        CalibrationVerdict.Steered => "steered",
        CalibrationVerdict.NotSteered => "not steered",
        CalibrationVerdict.NotMeasurable => "not measurable",
        _ => "not judged",
    };
}

/// <summary>What one raw dose did.</summary>
/// <param name="Latent">Own trait, from dose 0, in cumulative logits; null where items were not answered.</param>
/// <param name="Error">Of it, items being clusters.</param>
/// <param name="Units">The same in trait units.</param>
/// <param name="Acquiescence">Agreement that moved whatever the key says, from dose 0, in the latent.</param>
/// <param name="Extremity">Mean probability of the two end points over all items.</param>
/// <param name="Halo">Share of the five shifts that lies on one good-to-bad axis; null where nothing shifted or not all are measured.</param>
/// <param name="Divergence">Mean KL divergence of the options' distribution from dose 0, in nats.</param>
/// <param name="RelativeSize">|row| / |residual|, the largest over the steered layers.</param>
/// <param name="Score">Of the own trait, in the form's points; null where items were not answered, and in cards of before it was kept.</param>
public sealed record CurvePoint(double Raw, double? Latent, double? Error, double? Units, double? Acquiescence, double? Extremity, double? Halo, double? Mass, int Unanswered, double Divergence, double RelativeSize, double? Score = null);

/// <summary>A point of the branch that doses are looked up on.</summary>
public readonly record struct RisingPoint(double Raw, double Units);

public sealed record CardRange(double Low, double High);

/// <summary>Doses looked up on one half of the items and measured on the other, both ways.</summary>
/// <param name="Slope">Achieved on asked units; 1 is what was asked.</param>
/// <param name="Low">Of its 95 % interval over items.</param>
/// <param name="Rmse">In trait units.</param>
public sealed record AchievedFit(double Slope, double? Low, double? High, double Rmse, IReadOnlyList<AskedUnits> Asked);

/// <param name="Fold">Which half of the items measured.</param>
public sealed record AskedUnits(int Fold, double Asked, double Raw, double Achieved);

/// <summary>Half the difference between plus and minus the test dose, in the latent.</summary>
/// <param name="Error">Items being clusters.</param>
/// <param name="AntiSteered">Share of items that moved against the trait.</param>
public sealed record ItemEffect(double? Latent, double? Error, double? Units, int Items, double? AntiSteered);
