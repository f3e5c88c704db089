using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>
/// Investors accept with an amount, or refuse. An amount above the holdings or the limit is cut to what there is; where there is not a single unit,
/// it is a refusal. Both are counted as invalid, and no game is lost by them.
/// </summary>
internal sealed class AcceptPhase(ReputationSetting society) : IPhase
{
    private readonly FieldsShape _shape = Shape.Fields(new Field("accept", Reading.YesNo), new Field("amount", Shape.Scale(1, society.Config.MostStake)));

    public string Name => "accept";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment)
    {
        if (moment.Round > 0) yield break;
        foreach (var encounter in society.World.Encounters)
        {
            if (!encounter.Goes) continue;
            var who = society.World.Agents[encounter.First];
            var question = society.Prompts.Question("accept", ("other", society.World.NameOf(encounter.Second)), ("promised", ReputationPrompts.Text(encounter.Promised)), ("rest", ReputationPrompts.Text(100 - encounter.Promised)));
            yield return society.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "accept"), who, Part.Investor, society.Prompts.About(who, encounter.Second, Part.Trustee), question, _shape);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var who = society.World.Find(ask.Key.Who);
        return society.Rules.Accept(who, society.World.EncounterOf(who.Index)!, ask.Key.Tick, neutral);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = society.World;
        foreach (var (ask, answer) in answers)
        {
            var who = world.Find(ask.Key.Who);
            var encounter = world.EncounterOf(who.Index)!;
            var (accepts, wanted) = (answer.Value.Says("accept"), answer.Value.PointOf("amount"));
            var stake = Payoffs.Stake(wanted, who.Resources, world.Config.MostStake);
            if (accepts && stake != wanted) world.Counts.Add(Counted.Invalid);
            encounter.Refused = !accepts ? "refused" : stake == 0 ? "nothing to invest" : "";
            world.Counts.Add(Counted.Choices);
            encounter.Grades[0] = Grades.OfInvestor(encounter.Goes ? stake : 0, Math.Min(world.Config.MostStake, (int)Math.Min(int.MaxValue, who.Resources / Payoffs.Unit)));
            log.Action(new ActionRow(who.Name, "invest", world.NameOf(encounter.Second), null, RowJson.Object(("wanted", wanted), ("amount", encounter.Goes ? stake : 0), ("promised", encounter.Promised)), encounter.Goes, encounter.Refused, answer.Source == AnswerSource.Fallback));
            if (encounter.Goes)
            {
                encounter.Stake = stake;
                who.Resources -= stake * (long)Payoffs.Unit;
                continue;
            }

            world.Counts.Add(Counted.Refusals);
            who.Meetings++;
            var trustee = world.Agents[encounter.Second];
            trustee.Meetings++;
            trustee.Remember(Part.Trustee, new Past(moment.Tick, who.Index, Grades.Bad, Accounts.Of(world, encounter, 1)));
            log.Event("refusal", who.Name, trustee.Name, null, ("reason", encounter.Refused), ("promised", encounter.Promised));
        }
    }
}
