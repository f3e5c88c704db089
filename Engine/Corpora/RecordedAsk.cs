using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Corpora;

/// <summary>A question of a study as a run would send it, and what the rule answered.</summary>
/// <param name="Acts">The personality that the answer was given with.</param>
/// <param name="Withheld">Whether an option is one that only neutral people choose among.</param>
internal sealed record RecordedAsk(string Study, Ask Ask, AnswerValue Value, Traits Acts, bool Withheld)
{
    /// <summary>Of a choice between deeds: each option's class, and what anybody finds it worth.</summary>
    public IReadOnlyList<(string Class, double Utility)> Deeds { get; init; } = [];

    public string Answer => ShapeCodec.Write(Ask.Shape, Value);
}
