namespace PersonaSim.Engine.Corpora;

/// <summary>A question to a trained model, and what the rule that made its corpus would answer.</summary>
/// <param name="Group">What is asked, e.g. <c>items</c>.</param>
/// <param name="Context">How the person is known, e.g. <c>described</c>.</param>
/// <param name="Level">The trait's strength, in standard deviations; the other traits stand in the middle.</param>
/// <param name="Prompt">Up to where the answer begins.</param>
/// <param name="Values">How much of the trait each option shows.</param>
/// <param name="Teacher">The rule's probability of each option.</param>
public sealed record ExamQuestion(string Group, string Context, char Trait, double Level, IReadOnlyList<CorpusPiece> Prompt, IReadOnlyList<string> Options, IReadOnlyList<double> Values, IReadOnlyList<double> Teacher)
{
    public double TeacherScore => Values.Zip(Teacher, (v, p) => v * p).Sum();
}
