namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>A sentence that is agreed with on a scale from 1 to 5.</summary>
/// <param name="Trait">Null: an opinion.</param>
internal sealed record ProbeItem(string Id, char? Trait, bool Plus, string Sentence);
