namespace PersonaSim.Engine.Exports.Pairs;

/// <summary>How pairs for human raters are drawn.</summary>
/// <param name="PerTrait">Pairs for each trait, where there are so many.</param>
/// <param name="Lines">Most lines of a transcript: somebody's last ones.</param>
/// <param name="Questions">What raters are asked, in the traits' order E, A, C, N, O.</param>
public sealed record PairOptions(int PerTrait, int Lines, ulong Seed, IReadOnlyList<string> Questions);
