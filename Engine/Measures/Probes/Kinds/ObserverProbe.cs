using PersonaSim.Engine.Measures.Probes.Blinding;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>Somebody without a personality reads what a person said lately, without names, and judges the person.</summary>
internal sealed class ObserverProbe(IReadOnlyList<ObserverItem> items, ObserverTexts texts, int mostLines, string mind, IReadOnlyList<string> people, IProbeSubject subject, bool sampled, ObserverRule rule) : IProbeKind
{
    /// <summary>Fewer lines than this say too little about anybody.</summary>
    public const int FewestLines = 3;

    private static readonly ScaleShape _agreement = new(Scored.LowestPoint, Scored.HighestPoint);
    private readonly NameBlinder _blinder = new(people);

    public string Phase => "probe/observer";

    public IEnumerable<Question> Ask(string who, long tick)
    {
        var said = subject.Said(who, mostLines);
        if (said.Count < FewestLines) yield break;
        var task = new Block("observer", "system", texts.Task);
        var lines = new Block(ObserverRule.LinesBlock, "user", texts.Lines.Fill(("lines", string.Join('\n', _blinder.Blind(said).Select(l => "- " + l)))) + "\n");
        foreach (var item in items)
        {
            var question = new Block("question", "user", texts.Question.Fill(("sentence", item.Sentence)));
            yield return new Question(new Ask(Key(tick, who, item), [task, lines, question], _agreement) { SharedBlocks = 1, Mind = mind, Mode = Scored.Mode(sampled) }, Personality.None);
        }
    }

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var item = items.First(i => ask.Key.Purpose == Purpose(i));
        return rule.Judge(ask, item.Trait, item.Plus);
    }

    public void Record(string who, long tick, ProbeAnswers answers, StepLog log)
    {
        var lines = subject.Said(who, mostLines).Count;
        if (lines < FewestLines)
        {
            log.Probe(new ProbeRow("observer", "lines", null, who, "observer", null, null, RowJson.Object(("reason", "too few lines"), ("lines", lines), ("needed", FewestLines))));
            return;
        }

        foreach (var item in items) log.Probe(Row(item, who, lines, Scored.Of(answers[Key(tick, who, item)], Scored.HighestPoint, Scored.LeastMass)));
    }

    private static ProbeRow Row(ObserverItem item, string who, int lines, Scored scored)
    {
        double? agreement = scored.Probabilities.Count > 0 ? scored.Expected : null;
        var keyed = item.Plus ? agreement : _agreement.Low + _agreement.High - agreement;
        var data = RowJson.Object(("keyed", item.Plus ? "+" : "-"), ("agreement", agreement), ("p", scored.Probabilities), ("lines", lines), ("reason", scored.Reason));
        return new ProbeRow("observer", item.Id, item.Trait.ToString(), who, "observer", scored.Reason.Length == 0 ? keyed : null, scored.Mass, data);
    }

    private static string Purpose(ObserverItem item) => "observer/" + item.Id;

    private AskKey Key(long tick, string who, ObserverItem item) => new(tick, Phase, 0, who, Purpose(item));
}
