namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Values">A value for each axis of the grid.</param>
/// <param name="ConfigHash">SHA-256 of the run's whole configuration: what was begun is gone on with only as it was.</param>
internal sealed record SweepCell(int Number, string Run, IReadOnlyList<string> Values, string ConfigHash);
