using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Corpora;

/// <summary>A sentence about oneself that is agreed with or not.</summary>
/// <param name="Fold">Decides with which wording of the persona texts it never stands in training.</param>
internal sealed record SpeakerItem(string Id, int Trait, bool Plus, string Sentence, int Fold);

/// <summary>Two things to say or do, one for each end of a trait.</summary>
/// <param name="Frame">The contrast item, where it is one: then it can be asked in the contrast sets' form.</param>
internal sealed record SpeakerPair(string Id, int Trait, string Situation, string High, string Low, int Fold, ContrastItem? Frame);
