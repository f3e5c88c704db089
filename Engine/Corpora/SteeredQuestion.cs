namespace PersonaSim.Engine.Corpora;

/// <summary>A question of a study to somebody of whom nothing is known, and what of its options shows a behaviour: asked under doses of a trait.</summary>
/// <param name="Group">Where it comes from, e.g. <c>deed</c>.</param>
/// <param name="Behaviour">What is counted, e.g. <c>explore</c>.</param>
/// <param name="Expected">Which way the rules' tables have the trait move it: 1 or -1.</param>
/// <param name="Shared">The world's part of the prompt, which doses leave alone.</param>
/// <param name="Own">The rest, up to where an option begins.</param>
/// <param name="Shows">How much of the behaviour an option is, 0 to 1.</param>
/// <param name="Rule">The rule's share of the behaviour at -1, 0 and +1; none where it was not worked out.</param>
public sealed record SteeredQuestion(string Group, string Behaviour, char Trait, int Expected, IReadOnlyList<CorpusPiece> Shared, IReadOnlyList<CorpusPiece> Own, IReadOnlyList<string> Options, IReadOnlyList<double> Shows, IReadOnlyList<double>? Rule)
{
    /// <summary>Whether an option is a whole answer: then its end is counted, too, or one that begins another would be counted for both.</summary>
    public bool IsWhole { get; init; }
}
