namespace PersonaSim.Engine.Agents.Personas;

/// <summary>Mixes of doses that leave the other traits where a target wants them, as the dose cards solved it.</summary>
/// <param name="Target"><c>orthogonal</c> or <c>human</c>.</param>
/// <param name="Traits">Letters, in the order of rows and columns.</param>
/// <param name="Units">Column: units of each trait's own dose for one unit of that trait.</param>
public sealed record DoseMix(string Target, string Traits, IReadOnlyList<IReadOnlyList<double>> Units)
{
    /// <summary>What each trait's own dose has to be; a trait that is no part of the mix (-1) stays as it is.</summary>
    /// <param name="wanted">Units by place.</param>
    public IReadOnlyList<double> Of(IReadOnlyList<(int Place, double Units)> wanted) =>
        [.. wanted.Select(own => own.Place < 0 ? own.Units : wanted.Where(w => w.Place >= 0).Sum(w => Units[own.Place][w.Place] * w.Units))];
}
