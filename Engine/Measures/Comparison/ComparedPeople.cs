namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>The people of a run as a comparison needs them: numbers, whose meaning it does not know.</summary>
/// <param name="Own">Each person's trait values, in the order of the letters.</param>
/// <param name="Borrowed">What a deranged arm of this seed would give them instead.</param>
/// <param name="Arms">The arm of each, by its configuration word.</param>
public sealed record ComparedPeople(IReadOnlyList<string> Names, string Letters, IReadOnlyList<double[]> Own, IReadOnlyList<double[]> Borrowed, IReadOnlyList<string> Arms);
