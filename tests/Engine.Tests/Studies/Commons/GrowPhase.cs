using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Society;

namespace PersonaSim.Engine.Tests.Studies.Commons;

/// <summary>What is left grows back, and the tick is counted. Nobody is asked.</summary>
internal sealed class GrowPhase(CommonsStudy commons) : IPhase
{
    public string Name => "grow";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => [];

    public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("nobody is asked while grass grows");

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        commons.Stock += commons.Config.Growth * commons.Stock * (1 - (commons.Stock / commons.Capacity));
        log.Measure(new MeasureRow("stock", "", commons.Stock / commons.Capacity));
        log.Measure(new MeasureRow("gini_taken", "", Gini.Of([.. commons.People.Select(who => (long)Math.Round(100 * commons.TakenBy(who)))])));
    }
}
