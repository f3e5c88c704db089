namespace PersonaSim.Engine.Exports;

/// <summary>A file of an export.</summary>
/// <param name="Rows">Rows, or edges of a graph.</param>
public sealed record ExportedFile(string Name, string File, long Rows, long Bytes);
