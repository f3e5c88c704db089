namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>A sentence of a questionnaire.</summary>
/// <param name="Trait">One of E, A, C, N, O.</param>
/// <param name="Plus">Agreeing speaks for the trait; otherwise against it.</param>
/// <param name="Facet">The part of the trait, e.g. <c>Anxiety</c>; empty where the instrument has none.</param>
/// <param name="Text">As published, without its subject, e.g. <c>Am the life of the party</c>.</param>
public sealed record InstrumentItem(string Id, char Trait, bool Plus, string Facet, string Text)
{
    /// <summary>As a sentence that somebody says of themselves.</summary>
    public string InFirstPerson => $"I {char.ToLowerInvariant(Text[0])}{Text[1..]}.";
}
