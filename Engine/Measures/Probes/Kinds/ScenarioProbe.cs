using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>
/// What somebody would do, one of two sentences. Each is asked in both orders and the probabilities averaged, so that a liking for the first
/// option cancels. No mass is too small here: few would answer with just that sentence, and which of the two is nearer can still be told.
/// </summary>
internal sealed class ScenarioProbe(IReadOnlyList<Scenario> scenarios, PromptText text, ProbeQuestions questions, TraitRule rule) : IProbeKind
{
    private const int HighFirst = 0, LowFirst = 1;

    private readonly SortedDictionary<string, Scenario> _byId = new(scenarios.ToDictionary(s => s.Id), StringComparer.Ordinal);

    public string Phase => "probe/behaviour";

    public IEnumerable<Question> Ask(string who, long tick)
    {
        var blocks = questions.Blocks(who, tick);
        foreach (var condition in questions.Conditions)
        {
            foreach (var scenario in scenarios)
            {
                yield return Ask(who, tick, condition, scenario, HighFirst, scenario.High, scenario.Low, blocks);
                yield return Ask(who, tick, condition, scenario, LowFirst, scenario.Low, scenario.High, blocks);
            }
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var (condition, id) = TraitRule.Read(ask.Key);
        return rule.Choose(ask.Key, condition, _byId[id].Trait, highFirst: ask.Key.N == HighFirst, neutral);
    }

    public void Record(string who, long tick, ProbeAnswers answers, StepLog log)
    {
        foreach (var condition in questions.Conditions)
        {
            foreach (var scenario in scenarios)
            {
                var first = Scored.Of(answers[Key(tick, who, condition, scenario, HighFirst)], 2, 0);
                var second = Scored.Of(answers[Key(tick, who, condition, scenario, LowFirst)], 2, 0);
                log.Probe(Row(scenario, who, condition, first, second));
            }
        }
    }

    private static ProbeRow Row(Scenario scenario, string who, ProbeCondition condition, Scored highFirst, Scored lowFirst)
    {
        var reason = highFirst.Reason.Length > 0 ? highFirst.Reason : lowFirst.Reason;
        double? one = highFirst.Probabilities.Count > 0 ? highFirst.Probabilities[0] : null;
        double? other = lowFirst.Probabilities.Count > 0 ? lowFirst.Probabilities[1] : null;
        var data = RowJson.Object(("high_first", one), ("low_first", other), ("mass_high_first", highFirst.Mass), ("mass_low_first", lowFirst.Mass), ("reason", reason));
        return new ProbeRow("behaviour", scenario.Id, scenario.Trait.ToString(), who, ProbeQuestions.Word(condition), reason.Length == 0 ? (one + other) / 2 : null, (highFirst.Mass + lowFirst.Mass) / 2, data);
    }

    private Question Ask(string who, long tick, ProbeCondition condition, Scenario scenario, int order, string first, string second, IReadOnlyList<Block> blocks) =>
        questions.Ask(Key(tick, who, condition, scenario, order), blocks, text.Fill(("situation", scenario.Situation), ("first", first), ("second", second)), new ChoiceShape([first, second]), condition);

    private AskKey Key(long tick, string who, ProbeCondition condition, Scenario scenario, int order) => new(tick, Phase, 0, who, TraitRule.Purpose(condition, scenario.Id), order);
}
