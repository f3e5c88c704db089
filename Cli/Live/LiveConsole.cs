using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Live;

/// <summary>What happens, as text: one line for each action and each line said, a summary behind each tick.</summary>
internal sealed class LiveConsole(TextWriter output, Painter paint, int width, bool whole, MindMap minds) : IRunWatcher
{
    private const int NameWidth = 10;
    private const int Least = 20;
    private readonly SortedDictionary<string, string> _doses = new(StringComparer.Ordinal);
    private long _tick = -1;
    private int _done;
    private int _refused;
    private int _said;
    private int _fallbacks;
    private int _answers;

    public void Heard(StepId id, Ask ask, StoredAnswer answer)
    {
        _answers++;
        if (answer.Recorded.Answer.Source == AnswerSource.Fallback) _fallbacks++;
        if (answer.Doses.Count > 0) _doses[ask.Key.Who] = Shown(answer.Doses);
    }

    public void Answered(StepId id, string phase, int answered)
    {
    }

    public void Recalled(CommittedStep step)
    {
    }

    public void Committed(CommittedStep step, StepLog log)
    {
        if (step.Id.Tick != _tick)
        {
            _tick = step.Id.Tick;
            output.WriteLine(paint.Bold($"tick {_tick}"));
        }

        foreach (var line in log.Messages) Line(line.From, paint.Speech(Cut($"\"{line.Text}\"")), line.Fallback);
        foreach (var action in log.Actions) Action(action);
        foreach (var seen in log.Safety) output.WriteLine(paint.Bad(Cut($"  ! {seen.Who}: {seen.Category} ({seen.Policy}), dose factor {seen.FactorBefore:0.00} -> {seen.FactorAfter:0.00}")));
        _said += log.Messages.Count;
    }

    public void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
        var cost = minds.All.Sum(m => m.Ledger.Snapshot().Cost ?? 0);
        var money = cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", cost so far {cost:0.00##}") : "";
        var fallbacks = _fallbacks > 0 ? $", {Words.Count(_fallbacks, "answer")} by the rule" : "";
        output.WriteLine(paint.Dim($"  {_done} done, {_refused} refused, {Words.Count(_said, "line")} said, {Words.Count(_answers, "answer")}{fallbacks} in {took.TotalSeconds:0.00} s{money}"));
        output.Flush();
        _done = _refused = _said = _fallbacks = _answers = 0;
    }

    private void Action(ActionRow action)
    {
        if (action.Done) _done++;
        else _refused++;
        var target = action.Target is { Length: > 0 } t ? " " + t : "";
        var outcome = action.Done ? paint.Good(action.Action + target) : paint.Bad(action.Action + target) + paint.Dim(Cut(" - " + action.Reason, action.Action.Length + target.Length));
        Line(action.Who, outcome, action.Fallback);
    }

    private void Line(string who, string text, bool fallback)
    {
        var dose = _doses.TryGetValue(who, out var shown) ? paint.Dim(" " + shown) : "";
        output.WriteLine($"  {paint.Name(who.PadRight(NameWidth))} {text}{(fallback ? paint.Dim(" (rule)") : "")}{dose}");
    }

    private string Cut(string text, int before = 0)
    {
        var room = Math.Max(Least, width - NameWidth - 4 - before);
        return whole || text.Length <= room ? text : text[..(room - 3)] + "...";
    }

    // only what somebody could notice: a tenth of a unit and more
    private static string Shown(IReadOnlyList<StoredDose> doses) =>
        string.Join(' ', doses.Where(d => Math.Abs(d.Applied) >= 0.1).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction}{d.Applied:+0.0;-0.0}")));
}
