using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds;

/// <summary>Asks and rules that the tests of minds share.</summary>
internal static class Asks
{
    /// <summary>What the rule says when it acts for a persona, and when it does not: no test can mix them up.</summary>
    public const int PersonaPoint = 5, NeutralPoint = 3;

    public static Ask Scale(int n = 0) => new(new AskKey(12, "vote", 0, "agent-07", "poll", n), [new Block("rules", "system", "You live in a small town."), new Block("persona", "system", " You like order."), new Block("question", "user", $"How satisfied are you, question {n}?")], Shape.Scale())
    {
        Seed = 1000 + (ulong)n,
    };

    public static Ask With(Shape shape, int n = 0) => Scale(n) with { Shape = shape };

    public static AskPage Page(params IReadOnlyList<Ask> asks) => new(asks, Rule);

    public static AskPage Scales(int count) => Page([.. Enumerable.Range(0, count).Select(Scale)]);

    private static AnswerValue Rule(Ask ask, bool neutral) => ask.Shape switch
    {
        ScaleShape => new ScaleValue(neutral ? NeutralPoint : PersonaPoint),
        ChoiceShape choice => new ChoiceValue(0, choice.Options[0]),
        TextShape => new TextValue(neutral ? "nothing" : "hello"),
        FieldsShape fields => new FieldsValue([.. fields.Fields.Select(f => new FieldAnswer(f.Name, Rule(ask with { Shape = f.Shape }, neutral)))]),
        _ => throw new ArgumentException($"no rule for {ask.Shape}"),
    };
}
