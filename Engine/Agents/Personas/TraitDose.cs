using PersonaSim.Native;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>What trait units of one direction are in raw doses, in its dose card's words.</summary>
/// <param name="Name">The direction, e.g. <c>E</c>, or <c>placebo-E</c>, which is dosed as E is.</param>
/// <param name="Trait">Whose card it is.</param>
/// <param name="Range">Trait units within reach at which the model stayed coherent; doses are held within it unless any dose is wanted.</param>
/// <param name="Rising">The card's branch that doses are looked up on.</param>
public sealed record TraitDose(string Name, string Trait, string Instrument, CardRange Range, IReadOnlyList<RisingPoint> Rising)
{
    /// <summary>What the texts of the levels achieve, where doses are given for the same; null: for trait units.</summary>
    public LevelMatch? Match { get; init; }

    /// <summary>The trait units whose dose is given to somebody: their own, or those that achieve what the text of their level does.</summary>
    public double UnitsOf(double trait) => Match?.UnitsOf(Trait, PersonaText.Level(trait)) ?? trait;

    public CardRange Reach => new(Rising[0].Units, Rising[^1].Units);

    /// <exception cref="InputException">Out of reach, in the card's words.</exception>
    public double Raw(double units) => RisingCurve.RawFor(Rising, units) ?? throw new InputException(CalibrationSection.OutOfReach(Trait, units, Reach, Instrument));

    public double Held(double units) => Math.Clamp(units, Range.Low, Range.High);
}

/// <summary>Dot products of all directions of a table behind one block, in its order, and the length of the residual stream there.</summary>
public sealed record DoseProducts(int Layer, double Residual, IReadOnlyList<IReadOnlyList<double>> Products);
