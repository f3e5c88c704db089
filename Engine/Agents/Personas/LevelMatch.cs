using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// What the texts of a trait's levels achieve on the instrument of its dose card, and how many trait units of a dose achieve the same: with
/// latents y(level) of the texts and y0 of nobody in particular, units = (y(level) - y0) / sd_ref.
/// </summary>
/// <param name="Nobody">The latent of nobody in particular, undosed: where the doses' curve has its 0.</param>
/// <param name="SdRef">Latent of one trait unit.</param>
public sealed record LevelMatch(double Nobody, double SdRef, IReadOnlyList<MatchedLevel> Levels)
{
    public static LevelMatch Of(double nobody, double sdRef, IEnumerable<(int Level, double Latent, double? Score)> texts) =>
        new(nobody, sdRef, [.. texts.OrderBy(t => t.Level).Select(t => new MatchedLevel(t.Level, t.Latent, t.Score, (t.Latent - nobody) / sdRef))]);

    /// <param name="level">-3 to 3.</param>
    /// <exception cref="InputException">The level was not measured.</exception>
    public double UnitsOf(string trait, int level) => Levels.FirstOrDefault(l => l.Level == level)?.Units
        ?? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the texts of {trait} were measured at the levels {string.Join(", ", Levels.Select(l => l.Level + PersonaText.Highest + 1))} of 1 to {(2 * PersonaText.Highest) + 1}, and somebody here has level {level + PersonaText.Highest + 1}: measure them all (persim probe MODEL --level 1..7 --json)."));
}

/// <param name="Level">-3 to 3.</param>
/// <param name="Score">In the instrument's points; null: not known.</param>
/// <param name="Units">Trait units whose dose achieves the same latent.</param>
public sealed record MatchedLevel(int Level, double Latent, double? Score, double Units);
