namespace PersonaSim.Engine.Minds;

/// <summary>A mind as the manifest names it.</summary>
/// <param name="Reproducible">Whether the same asks give the same answers on the same machine.</param>
public sealed record MindDescription(string Kind, bool Reproducible, IReadOnlyDictionary<string, string> Settings);
