using System.Text;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Town.Prompts;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>Now and then everybody says where they stand on the town's topics; that answer is the opinion, no formula moves it.</summary>
internal sealed class StancePhase(TownSetting town) : IPhase
{
    private readonly FieldsShape? _shape = town.Config.Topics.Count == 0 ? null : Shape.Fields([.. town.Config.Topics.Select((_, i) => new Field($"claim_{i + 1}", Shape.Scale()))]);

    public string Name => "stance";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0 || _shape is null || town.Config.StanceEvery <= 0 || (moment.Tick + 1) % town.Config.StanceEvery != 0) yield break;
        var shared = town.Prompts.Shared(moment.Tick);
        var claims = new StringBuilder();
        var topics = new StringBuilder();
        for (var i = 0; i < town.Config.Topics.Count; i++)
        {
            if (i > 0) claims.Append('\n');
            claims.Append("claim_").Append(i + 1).Append(": ").Append(town.Config.Topics[i].Claim).Append('.');
            topics.Append(town.Config.Topics[i].Claim).Append(' ');
        }

        var question = town.Prompts.Question("stance", ("claims", claims.ToString()));
        foreach (var who in town.World.Citizens)
        {
            var own = new List<Block>(4) { town.Prompts.You(who, moment.Tick) };
            if (town.Prompts.Memories(who, moment.Tick, topics.ToString()) is { } memories) own.Add(memories);
            own.Add(question);
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "stance"), shared, own, _shape));
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => town.Rules.Stance(town.World.Find(ask.Key.Who), ask.Key.Tick, _shape!, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        foreach (var (ask, answer) in answers)
        {
            var who = town.World.Find(ask.Key.Who);
            for (var topic = 0; topic < town.Config.Topics.Count; topic++)
            {
                var stance = answer.Value.PointOf(_shape!.Fields[topic].Name);
                var (favour, against) = town.World.Opinions.HeardOf(who.Index, topic);
                var before = town.World.Opinions.StanceOf(who.Index, topic);
                town.World.Opinions.Set(who.Index, topic, stance);
                town.World.Opinions.Forget(who.Index, topic);
                if (stance != before) log.Event("stance", who.Name, null, null, ("topic", town.Config.Topics[topic].Name), ("from", before), ("to", stance), ("heard_for", favour), ("heard_against", against), ("fallback", answer.Source == AnswerSource.Fallback));
            }
        }

        if (answers.Count == 0) return;
        for (var topic = 0; topic < town.Config.Topics.Count; topic++)
        {
            log.Measure(new MeasureRow("opinion_mean", town.Config.Topics[topic].Name, town.World.Opinions.Mean(topic)));
            log.Measure(new MeasureRow("opinion_variance", town.Config.Topics[topic].Name, town.World.Opinions.Variance(topic)));
        }
    }
}
