using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Reputation.Rules;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Neighbours who want to chat do, a line a round.</summary>
internal sealed class ChatPhase(ReputationSetting society) : IPhase
{
    private static readonly FieldsShape _shape = Shape.Fields(new Field("say", Shape.Text(160)));

    public string Name => "chat";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round >= society.Config.ChatLines) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            var side = moment.Round % 2;
            var (who, other) = (society.World.Agents[encounter[side]], encounter[1 - side]);
            yield return society.Ask(new AskKey(moment.Tick, Name, moment.Round, who.Name, "line"), who, Part.Resident, society.Prompts.About(who, other, Part.Resident), society.Prompts.Question("chat", ("other", society.World.NameOf(other)), ("lines", string.Join('\n', encounter.Lines))), _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => ReputationRules.Chat(society.World.Find(ask.Key.Who));

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var who = world.Find(ask.Key.Who);
            var encounter = world.EncounterOf(who.Index)!;
            var text = society.Spoken(who.Name, answer.Value.TextOf("say"), moment.Tick, log);
            who.Say(moment.Tick, text, encounter[1 - encounter.SideOf(who.Index)], who.Index);
            encounter.Lines.Add($"{who.Name}: {text}");
            log.Message(new MessageRow(who.Name, RowJson.Array([world.NameOf(encounter[1 - encounter.SideOf(who.Index)])]), null, encounter.Number, moment.Round, text, answer.Source == AnswerSource.Fallback));
        }

        if (moment.Round != society.Config.ChatLines - 1) return;
        foreach (var encounter in world.Encounters)
        {
            if (!encounter.Goes) continue;
            // what shows of a neighbour in a chat is whether they are in the programme one is in oneself
            for (var side = 0; side < 2; side++) encounter.Grades[side] = world.Agents[encounter[0]].Joined == world.Agents[encounter[1]].Joined ? Grades.VeryGood : Grades.Neutral;
            world.Counts.Add(Counted.Successes);
            society.Done(encounter, moment.Tick);
            log.Event("chat", world.NameOf(encounter.First), world.NameOf(encounter.Second), null, ("lines", encounter.Lines.Count));
        }
    }
}
