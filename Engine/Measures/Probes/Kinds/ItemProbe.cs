using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>Sentences about oneself, or about the study's topics: how far somebody agrees, one ask each.</summary>
internal sealed class ItemProbe : IProbeKind
{
    private static readonly ScaleShape _agreement = new(Scored.LowestPoint, Scored.HighestPoint);
    private readonly string _instrument;
    private readonly IReadOnlyList<ProbeItem> _items;
    private readonly SortedDictionary<string, ProbeItem> _byId = new(StringComparer.Ordinal);
    private readonly string[] _texts;
    private readonly ProbeQuestions _questions;
    private readonly TraitRule _rule;

    private ItemProbe(string kind, string instrument, IReadOnlyList<ProbeItem> items, PromptText text, ProbeQuestions questions, TraitRule rule)
    {
        (Phase, _instrument, _items, _questions, _rule) = ("probe/" + kind, instrument, items, questions, rule);
        foreach (var item in items) _byId.Add(item.Id, item);
        _texts = [.. items.Select(i => text.Fill(("sentence", i.Sentence)))];
    }

    public ItemProbe(string kind, string instrument, IEnumerable<InstrumentItem> items, PromptText text, ProbeQuestions questions, TraitRule rule)
        : this(kind, instrument, [.. items.Select(i => new ProbeItem(i.Id, i.Trait, i.Plus, i.InFirstPerson))], text, questions, rule)
    {
    }

    public static ItemProbe OfOpinions(IOpinionTopics topics, PromptText text, ProbeQuestions questions, TraitRule rule) =>
        new("opinions", "opinions", [.. topics.Topics.Select(t => new ProbeItem(t.Topic, null, true, t.Statement))], text, questions, rule);

    public string Phase { get; }

    public IEnumerable<Question> Ask(string who, long tick)
    {
        var blocks = _questions.Blocks(who, tick);
        foreach (var condition in _questions.Conditions)
        {
            for (var i = 0; i < _items.Count; i++) yield return _questions.Ask(Key(tick, who, condition, _items[i]), blocks, _texts[i], _agreement, condition);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var (condition, id) = TraitRule.Read(ask.Key);
        return _rule.Agree(ask.Key, condition, _byId[id].Trait, _byId[id].Plus, neutral);
    }

    public void Record(string who, long tick, ProbeAnswers answers, StepLog log)
    {
        foreach (var condition in _questions.Conditions)
        {
            foreach (var item in _items) log.Probe(Row(item, who, condition, Scored.Of(answers[Key(tick, who, condition, item)], Scored.HighestPoint, Scored.LeastMass)));
        }
    }

    private ProbeRow Row(ProbeItem item, string who, ProbeCondition condition, Scored scored)
    {
        double? agreement = scored.Probabilities.Count > 0 ? scored.Expected : null;
        var keyed = item.Plus ? agreement : _agreement.Low + _agreement.High - agreement;
        var data = RowJson.Object(("keyed", item.Plus ? "+" : "-"), ("agreement", agreement), ("p", scored.Probabilities), ("reason", scored.Reason));
        return new ProbeRow(_instrument, item.Id, item.Trait?.ToString(), who, ProbeQuestions.Word(condition), scored.Reason.Length == 0 ? keyed : null, scored.Mass, data);
    }

    private AskKey Key(long tick, string who, ProbeCondition condition, ProbeItem item) => new(tick, Phase, 0, who, TraitRule.Purpose(condition, item.Id));
}
