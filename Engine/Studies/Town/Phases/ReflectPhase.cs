using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>Whoever has been through enough looks back; what they conclude is remembered and comes back like anything else.</summary>
internal sealed class ReflectPhase(TownSetting town) : IPhase
{
    private readonly TextShape _shape = Shape.Text(town.Config.LineLength);

    public string Name => "reflect";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        IReadOnlyList<Block>? shared = null;
        foreach (var who in town.World.Citizens)
        {
            if (!who.Memory.ReflectionDue) continue;
            var own = new List<Block>(4) { town.Prompts.You(who, moment.Tick) };
            if (town.Prompts.Memories(who, moment.Tick, Situation(who)) is { } memories) own.Add(memories);
            own.Add(town.Prompts.Now(who, moment.Tick));
            own.Add(town.Prompts.Question("reflect"));
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "reflection"), shared ??= town.Prompts.Shared(moment.Tick), own, _shape));
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => town.Rules.Reflect(town.World.Find(ask.Key.Who), ask.Key.Tick, _shape.Limit, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = town.World.Find(ask.Key.Who);
            var evidence = new List<int>();
            foreach (var recalled in who.Memory.Recall(Situation(who), moment.Tick, town.Config.Recalled, vector: who.Query)) evidence.Add(recalled.Record.Id);
            var text = town.Governor.Review(who.Name, ((TextValue)answer.Value).Text, moment.Tick, log);
            who.Memory.Reflected(moment.Tick, string.IsNullOrWhiteSpace(text) ? [] : [text], evidence);
            log.Event("reflection", who.Name, null, town.World.PlaceOf(who).Name, ("text", text), ("fallback", answer.Source == AnswerSource.Fallback));
        }
    }

    private string Situation(Citizen who) => town.Prompts.Situation(who, who.LastPartner >= 0 ? [who.LastPartner] : []);
}
