using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Corpora;

/// <summary>A question of a study as a run would send it, and what the rule answered.</summary>
/// <param name="Acts">The personality that the answer was given with.</param>
/// <param name="Withheld">Whether an option is one that only neutral people choose among.</param>
internal sealed record RecordedAsk(string Study, Ask Ask, AnswerValue Value, Traits Acts, bool Withheld)
{
    public string Answer => ShapeCodec.Write(Ask.Shape, Value);

    public string Purpose => Study + "/" + Ask.Key.Phase;
}
