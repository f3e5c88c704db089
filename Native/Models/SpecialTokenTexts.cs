namespace PersonaSim.Native.Models;

/// <summary>How the vocabulary writes its begin and end tokens; empty where it has none.</summary>
public sealed record SpecialTokenTexts(string Bos, string Eos);
