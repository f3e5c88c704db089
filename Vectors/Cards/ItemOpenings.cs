namespace PersonaSim.Vectors.Cards;

/// <summary>
/// How often results on the items that judge were looked at for a model's file: each calibration or verification that came to its end. Whoever tries
/// settings until a trait passes has looked often, and everybody can see it.
/// </summary>
/// <param name="Model">SHA-256 of the model's file.</param>
/// <param name="ByInstrument">Times, by instrument.</param>
public sealed record ItemOpenings(string Model, IReadOnlyDictionary<string, int> ByInstrument)
{
    public override string ToString() => string.Join(", ", ByInstrument.Select(o => $"{o.Value} {(o.Value == 1 ? "time" : "times")} ({o.Key})"));
}
