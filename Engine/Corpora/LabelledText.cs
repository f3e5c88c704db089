namespace PersonaSim.Engine.Corpora;

/// <summary>A sentence and what it means, as one of several labels from 0 on.</summary>
public readonly record struct LabelledText(string Text, int Label);
