namespace PersonaSim.Engine.Measures.Psychometrics.Forms;

/// <summary>An item with its question in both orders of the options.</summary>
/// <param name="Trait">One of E, A, C, N, O.</param>
/// <param name="Plus">Agreeing, or the higher option, speaks for the trait; otherwise against it.</param>
/// <param name="Facet">The part of the trait; empty where the instrument has none.</param>
/// <param name="Text">What reports call it: the sentence or the situation.</param>
/// <param name="Forward">The question whose numbers rise with agreement.</param>
/// <param name="Reversed">The same question whose numbers fall with agreement.</param>
public sealed record TestItem(string Id, char Trait, bool Plus, string Facet, string Text, string Forward, string Reversed);
