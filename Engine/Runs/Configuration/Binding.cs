namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What one binding carries along: its mistakes, and what may be said about an unknown key.</summary>
/// <param name="ReservedAtTop">Keys that the top level takes beside the root record's own.</param>
/// <param name="Others">Sections of studies that this configuration is not about.</param>
/// <param name="Elsewhere">The places where a key of this name exists.</param>
internal sealed record Binding(ConfigErrors Errors, IReadOnlyList<string> ReservedAtTop, IReadOnlyList<string> Others, Func<string, IReadOnlyList<string>> Elsewhere);
