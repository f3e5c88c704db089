namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>One value of an item, not keyed: of a person, of a difference between two conditions, ...</summary>
/// <param name="Item">What it is clustered by: values of one item are not independent of each other.</param>
public readonly record struct Observation(string Item, bool Plus, double Value);
