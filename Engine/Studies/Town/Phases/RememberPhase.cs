using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>
/// Where memories come back by meaning: new ones get their embeddings, and everybody's situation gets one to look them up by. Embeddings are
/// answers like any other, so a run that uses them can be replayed.
/// </summary>
internal sealed class RememberPhase(TownSetting town) : IPhase
{
    private const string Situation = "situation";
    private const int Company = 5; // as many as the prompt names
    private readonly VectorShape _shape = Shape.Vector(town.Config.EmbeddingWidth);

    public string Name => "remember";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        foreach (var who in town.World.Citizens)
        {
            foreach (var record in who.Memory.WithoutVector) yield return Embed(moment, who, "memory", record.Id, Retelling.Of(record, who.Name));
            yield return Embed(moment, who, Situation, 0, town.Prompts.Situation(who, [.. town.World.Here(who.Place).Where(other => other != who.Index).Take(Company)]));
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => new VectorValue(WordVector.Of(ask.Blocks[0].Text, _shape.Length));

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var embedded = 0;
        foreach (var (ask, answer) in answers)
        {
            var who = town.World.Find(ask.Key.Who);
            float[] vector = [.. ((VectorValue)answer.Value).Values];
            if (ask.Key.Purpose == Situation) who.Query = vector;
            else if (who.Memory.Attach(ask.Key.N, vector)) embedded++;
        }

        if (moment.Round == 0) log.Event("embedded", "town", null, null, ("memories", embedded));
    }

    // nobody's personality has a part in what a sentence means
    private Question Embed(Moment moment, Citizen who, string purpose, int n, string text) => new(
        new Ask(new AskKey(moment.Tick, Name, 0, who.Name, purpose, n), [new Block("text", "user", text)], _shape) { Mode = AskMode.Embed, Mind = town.Config.Embeddings }, Personality.None);
}
