namespace PersonaSim.Engine.Exports.Tables;

/// <summary>A value that a column of names may hold, and what it means there.</summary>
/// <param name="Study">The study that writes it.</param>
public sealed record NamedValue(string Study, string Name, string Meaning);
