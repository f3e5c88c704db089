namespace PersonaSim.Engine.Exports;

/// <summary>Somebody as an export shows them: the values lie in the order E, A, C, N, O.</summary>
public sealed record ExportPerson(string Name, IReadOnlyList<double> Values);
