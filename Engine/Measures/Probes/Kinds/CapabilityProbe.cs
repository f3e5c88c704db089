using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>
/// Questions with one right answer, as people live, doses and all: what an arm costs in ability. Everybody gets one of each task at a time, the
/// next one each time, so that few people ask all of them.
/// </summary>
internal sealed class CapabilityProbe(IReadOnlyList<CapabilityTask> tasks, ProbeQuestions questions, IReadOnlyList<string> people, int every) : IProbeKind
{
    public const string Instrument = "capability";

    private readonly Dictionary<string, int> _places = people.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);

    public string Phase => "probe/" + Instrument;

    public IEnumerable<Question> Ask(string who, long tick)
    {
        var blocks = questions.Blocks(who, tick);
        foreach (var task in tasks)
        {
            var item = ItemOf(task, who, tick);
            yield return questions.Ask(Key(tick, who, task, item), blocks, item.Question, new ChoiceShape(item.Options), ProbeCondition.Dosed);
        }
    }

    /// <summary>A rule reads no questions; what it says here is not written down.</summary>
    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var options = ((ChoiceShape)ask.Shape).Options.Count;
        return new ScoresValue([.. Enumerable.Repeat(1.0 / options, options)], Mass: 1);
    }

    public void Record(string who, long tick, ProbeAnswers answers, StepLog log)
    {
        foreach (var task in tasks)
        {
            var item = ItemOf(task, who, tick);
            var answer = answers[Key(tick, who, task, item)];
            if (answer.Source == AnswerSource.Rule) continue;
            var scored = Scored.Of(answer, item.Options.Count, 0);
            var data = RowJson.Object(("right", item.Options[0]), ("p", scored.Probabilities), ("reason", scored.Reason));
            log.Probe(new ProbeRow(Instrument, $"{task.Name}/{item.Id}", null, who, ProbeQuestions.Word(ProbeCondition.Dosed), scored.Reason.Length > 0 ? null : item.IsRight(scored.Probabilities, scored.Mass ?? 1) ? 1 : 0, scored.Mass, data));
        }
    }

    private CapabilityItem ItemOf(CapabilityTask task, string who, long tick) => task.Items[(int)((_places[who] + (tick / every)) % task.Items.Count)];

    private AskKey Key(long tick, string who, CapabilityTask task, CapabilityItem item) => new(tick, Phase, 0, who, TraitRule.Purpose(ProbeCondition.Dosed, $"{task.Name}/{item.Id}"));
}
