namespace PersonaSim.Vectors.Imports;

/// <summary>A file that was read, by name and content.</summary>
public sealed record SourceFile(string File, string Sha256);
