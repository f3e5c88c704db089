using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Tests.Studies.Commons.Rules;

namespace PersonaSim.Engine.Tests.Studies.Commons;

/// <summary>Everybody says at the same time how much to take; where more is wanted than stands, all get the same share of their wish.</summary>
internal sealed class HarvestPhase(CommonsStudy commons, CommonsRules rules) : IPhase
{
    private readonly ScaleShape _shape = Shape.Scale(0, commons.Config.Most);

    public string Name => "harvest";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break; // one round: who is asked again is asked for nothing
        foreach (var who in commons.People)
        {
            IReadOnlyList<Block> blocks = [.. commons.Blocks(who, moment.Tick), new Block("question", "user", commons.Question("commons/harvest"))];
            yield return new Question(new Ask(new AskKey(moment.Tick, Name, moment.Round, who, "take"), blocks, _shape) { SharedBlocks = commons.SharedBlocks });
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral) => rules.Take(ask.Key.Who, ask.Key.Tick, neutral);

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        if (answers.Count == 0) return;
        var wishes = answers.Sum(a => ((ScaleValue)a.Answer.Value).Point);
        var share = wishes > commons.Stock ? commons.Stock / wishes : 1;
        foreach (var (ask, answer) in answers)
        {
            var wish = ((ScaleValue)answer.Value).Point;
            commons.Take(ask.Key.Who, share * wish);
            log.Action(new ActionRow(ask.Key.Who, wish == 0 ? "spare" : "harvest", null, "pasture", RowJson.Object([("wish", wish), ("got", share * wish)]), true, "", answer.Source == AnswerSource.Fallback));
        }
    }
}
