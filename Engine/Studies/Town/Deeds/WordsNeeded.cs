using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>What is asked of somebody who chose an action that needs words.</summary>
/// <param name="Help">What the words are for.</param>
public sealed record WordsNeeded(FieldsShape Shape, string Help);
