namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Something one can do, and the parameters it takes, by name.</summary>
/// <param name="Parameters">Names in their order; each value is a short text.</param>
/// <param name="Help">One line for the prompt: what it does and what it needs.</param>
public sealed record ActionKind(string Name, IReadOnlyList<string> Parameters, string Help);
