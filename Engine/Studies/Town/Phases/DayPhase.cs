using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>At dawn everybody makes a plan.</summary>
internal sealed class DayPhase(TownSetting town) : IPhase
{
    private static readonly int[] _slots = [1, 4, 6];
    private readonly FieldsShape _shape = ShapeOf(town.Environment is { Actions.Count: > 0 });

    public string Name => "day";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0 || TownClock.SlotOf(moment.Tick) != 0) yield break;
        var shared = town.Prompts.Shared(moment.Tick);
        var question = town.Prompts.Question("plan");
        foreach (var who in town.World.Citizens)
        {
            var own = new List<Block>(4) { town.Prompts.You(who, moment.Tick) };
            if (town.Prompts.Memories(who, moment.Tick, town.Prompts.Situation(who, [])) is { } memories) own.Add(memories);
            own.Add(town.Prompts.Now(who, moment.Tick));
            own.Add(question);
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "plan"), shared, own, _shape));
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => town.Rules.Plan(town.World.Find(ask.Key.Who), ask.Key.Tick, _shape, town.Environment is { } e && !e.IsFinished(ask.Key.Who), neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = town.World.Find(ask.Key.Who);
            var intentions = new Intention[_slots.Length];
            for (var i = 0; i < intentions.Length; i++) intentions[i] = new Intention(answer.Value.TextOf(_shape.Fields[i].Name), null, _slots[i]);
            who.Plan = new DayPlan(moment.Tick, intentions);
            var note = town.Governor.Review(who.Name, answer.Value.TextOf("note"), moment.Tick, log);
            if (note is not null) who.Memory.Add(moment.Tick, MemoryKind.Plan, note, 0.4f);
            log.Event("plan", who.Name, null, town.World.PlaceOf(who).Name, ("morning", intentions[0].What), ("afternoon", intentions[1].What), ("evening", intentions[2].What), ("note", note), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }

    private static FieldsShape ShapeOf(bool hasTask)
    {
        var purposes = Shape.Choice([.. Purposes.Words.Where(w => hasTask || w != Purposes.WordOf(Purpose.Task))]);
        return Shape.Fields(new Field("morning", purposes), new Field("afternoon", purposes), new Field("evening", purposes), new Field("note", Shape.Text(120)));
    }
}
