namespace PersonaSim.Engine.Corpora;

/// <summary>Where a sentence ends that a speaker is to have an opinion of, what they think of it is asked for there, though the text goes on: what a choice compares must be known before it is made.</summary>
/// <param name="End">Characters of the piece up to the sentence's end.</param>
/// <param name="Answer">One token.</param>
public readonly record struct Judgement(int End, string Answer, float Weight);
