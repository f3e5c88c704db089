using System.Globalization;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>
/// What the dose cards say of a run's directions: raw doses for trait units, and refusals where a card was measured under other conditions than the
/// run's, or does not reach as far as its people.
/// </summary>
internal sealed class DoseCards
{
    private readonly SortedDictionary<string, DoseCard> _cards = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyDictionary<int, float[]>> _directions = new(StringComparer.Ordinal);

    private DoseCards()
    {
    }

    /// <summary>The calibrated ones of some directions, e.g. <c>E</c>.</summary>
    /// <param name="modelSha256">Of the run's model file; a card measured on another file of the same base must be verified on it first.</param>
    /// <exception cref="InputException">A card was measured under another scope or on another file.</exception>
    public static DoseCards Read(string folder, IEnumerable<string> names, string modelSha256, DoseScope scope)
    {
        var read = new DoseCards();
        foreach (var name in names)
        {
            var vector = VectorFiles.PathOf(folder, name);
            if (!File.Exists(vector) || Imported(vector) || CardFile.Beside(vector) is not { Calibration: { Reach: not null } calibration } card) continue;
            var wanted = scope.ToString().ToLowerInvariant();
            if (calibration.Scope != wanted) throw new InputException($"{Folders.Show(CardFile.PathOf(vector))} was calibrated under the scope {calibration.Scope}, and this run doses under {wanted}: take persona.scope {calibration.Scope}, or calibrate again (persim vectors calibrate --scope {wanted}).");
            if (calibration.Mind.GetValueOrDefault("model_sha256") is { } measured && measured != modelSha256) throw new InputException($"{Folders.Show(CardFile.PathOf(vector))} was calibrated on another file of its model (sha256 {measured[..Math.Min(12, measured.Length)]}; this one has {modelSha256[..Math.Min(12, modelSha256.Length)]}): a quantisation of its own moves doses, so compute and calibrate on this file, or run the other.");
            read._cards[name] = card;
            read._directions[name] = ControlVector.Read(vector).Layers;
        }

        return read;
    }

    /// <summary>Whether a direction's doses are counted in trait units; others are raw.</summary>
    public bool Knows(string name) => _cards.ContainsKey(name);

    /// <summary>The raw dose that achieves so many trait units.</summary>
    /// <exception cref="InputException">Out of reach: the card's own words.</exception>
    public double Raw(string name, double units) => _cards[name].Calibration!.RawFor(name, units);

    /// <summary>Refuses people who ask for more than a card reaches, or whose doses together exceed what was measured as usable.</summary>
    /// <param name="people">Names, and trait units by direction.</param>
    public void Require(IEnumerable<(string Person, IReadOnlyDictionary<string, double> Units)> people)
    {
        var residual = RelativeSize.Residual(_cards.Values);
        var most = _cards.Values.Select(c => c.Capability?.MostRelativeSize).Min();
        foreach (var (person, units) in people)
        {
            var parts = new List<(double, IReadOnlyDictionary<int, float[]>)>();
            foreach (var (name, wanted) in units.Where(u => Knows(u.Key)))
            {
                try
                {
                    parts.Add((Raw(name, wanted), _directions[name]));
                }
                catch (InputException e)
                {
                    throw new InputException($"{person}: {e.Message}", e);
                }
            }

            if (most is { } limit && RelativeSize.Of(parts, residual) is var size && size > limit) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{person}: the doses together are {size:0.00} of the residual stream's length, and the cards' usable range ends at {limit:0.00}: narrow the people (persona.sd), or dose fewer traits."));
        }
    }

    private static bool Imported(string vector) => VectorFit.IsUncalibrated(vector);
}
