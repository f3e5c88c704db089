namespace PersonaSim.Engine.Reports.Page;

/// <summary>Where a figure's numbers come from: rows, the query that gives them again, and what was computed from them.</summary>
/// <param name="Query">SQL over a run's store; null: not from a store.</param>
/// <param name="Formula">How these rows follow from the evidence before; null: they are the query's own.</param>
public sealed record Evidence(string Name, DataTable Rows, string? Query = null, string? Formula = null);
