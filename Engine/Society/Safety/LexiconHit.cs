namespace PersonaSim.Engine.Society.Safety;

/// <summary>A phrase that was found: its number in the lexicon and where it stands in the text.</summary>
internal readonly record struct LexiconHit(int Label, int Start, int End);
