namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>An answer, and the print of the ask that it answers.</summary>
public sealed record RecordedAnswer(AskPrint Print, Answer Answer)
{
    public static RecordedAnswer Of(Ask ask, Answer answer) => new(AskPrint.Of(ask), answer);
}
