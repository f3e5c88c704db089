namespace PersonaSim.Vectors.Cards;

/// <summary>What doses do to the other traits, in the latent, in trait units; the same section stands in all cards that were measured together.</summary>
/// <param name="Traits">Letters, in the order of rows (measured) and columns (dosed).</param>
/// <param name="Units">Every trait was dosed with plus and minus so many units, or as many as it reaches.</param>
/// <param name="First">Shift of the row's trait per unit of the column's, on the first half of the items.</param>
/// <param name="Second">The same on the other half.</param>
/// <param name="Error">Of <paramref name="Second"/>, items being clusters; null where a key has a single item there.</param>
/// <param name="Condition">Of <paramref name="First"/>: the largest over the smallest singular value. Large: the solution multiplies noise.</param>
/// <param name="Solved">Targets: <c>orthogonal</c>, each trait alone, and <c>human</c>, each with what goes with it among people.</param>
/// <param name="Behaviour">The same matrix, in latents per unit, of the behaviour scenarios; null where they were not answered.</param>
public sealed record LeakageSection(
    string Traits, double Units, IReadOnlyList<IReadOnlyList<double>> First, IReadOnlyList<IReadOnlyList<double>> Second, IReadOnlyList<IReadOnlyList<double?>> Error, double Condition,
    IReadOnlyList<SolvedLeakage> Solved, Additivity? Corners, IReadOnlyList<IReadOnlyList<double>>? Behaviour);

/// <summary>A mix of doses for each trait that leaves the others where the target wants them; solved on the first half of the items, measured on the second.</summary>
/// <param name="Mix">Column: units of each trait's own dose for one unit of that trait.</param>
/// <param name="Measured">What these mixes, dosed together, did on the second half; null where a mix is out of reach.</param>
/// <param name="Error">Of it, items being clusters.</param>
/// <param name="Rmse">Of measured against target.</param>
public sealed record SolvedLeakage(string Target, IReadOnlyList<IReadOnlyList<double>> Mix, IReadOnlyList<IReadOnlyList<double>>? Measured, IReadOnlyList<IReadOnlyList<double?>>? Error, double? Rmse);

/// <summary>All corners of doses given together, against the sum of what each does alone.</summary>
/// <param name="Slope">Measured on predicted; 1: doses add.</param>
/// <param name="Share">R squared.</param>
public sealed record Additivity(int Corners, double Units, double Slope, double Share, double Rmse);
