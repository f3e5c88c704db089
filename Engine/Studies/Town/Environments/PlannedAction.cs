namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>An action with its parameters; to move to a place is one too.</summary>
public sealed record PlannedAction(string Action, IReadOnlyDictionary<string, string> Parameters);
