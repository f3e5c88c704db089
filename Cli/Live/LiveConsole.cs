using System.Globalization;
using System.Text;
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

    public void Committed(CommittedStep step, StepLog log)
    {
        if (step.Id.Tick != _tick)
        {
            _tick = step.Id.Tick;
            output.WriteLine(paint.Bold($"tick {_tick}"));
        }

        foreach (var line in log.Messages) Line(line.From, line.Fallback, ($"\"{line.Text}\"", paint.Speech));
        foreach (var action in log.Actions) Action(action);
        foreach (var seen in log.Safety) Line("!", false, ($"{seen.Who}: {seen.Category} ({seen.Policy}), dose factor {seen.FactorBefore:0.00} -> {seen.FactorAfter:0.00}", paint.Bad));
        _said += log.Messages.Count;
    }

    public void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
        if (tick == _tick) Summary(took); // otherwise it was only folded again
        _done = _refused = _said = _fallbacks = _answers = 0;
    }

    private void Summary(TimeSpan took)
    {
        var cost = minds.All.Sum(m => m.Ledger.Snapshot().Cost ?? 0);
        var money = cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", cost so far {cost:0.00##}") : "";
        var fallbacks = _fallbacks > 0 ? $", {Words.Count(_fallbacks, "answer")} by the rule" : "";
        output.WriteLine(paint.Dim(Cut($"  {_done} done, {_refused} refused, {Words.Count(_said, "line")} said, {Words.Count(_answers, "answer")}{fallbacks} in {took.TotalSeconds:0.00} s{money}", width)));
        output.Flush();
    }

    private void Action(ActionRow action)
    {
        if (action.Done) _done++;
        else _refused++;
        var deed = action.Action + (action.Target is { Length: > 0 } target ? " " + target : "");
        if (action.Done) Line(action.Who, action.Fallback, (deed, paint.Good));
        else Line(action.Who, action.Fallback, (deed, paint.Bad), (" - " + action.Reason, paint.Dim));
    }

    // what stands behind a line (who really decided, the doses) is short and stays; what was said or done is cut to the rest of the width
    private void Line(string who, bool fallback, params ReadOnlySpan<(string Text, Func<string, string> Paint)> parts)
    {
        var behind = (fallback ? " (rule)" : "") + (_doses.TryGetValue(who, out var shown) ? " " + shown : "");
        var room = Math.Max(Least, width - NameWidth - 3 - behind.Length);
        var line = new StringBuilder("  ").Append(paint.Name(who.PadRight(NameWidth))).Append(' ');
        foreach (var (text, color) in parts)
        {
            var cut = Cut(text, room);
            room -= cut.Length;
            if (cut.Length > 0) line.Append(color(cut));
        }

        output.WriteLine(behind.Length > 0 ? line.Append(paint.Dim(behind)) : line);
    }

    private string Cut(string text, int room)
    {
        if (whole || text.Length <= room) return text;
        var end = Math.Max(0, room - 3);
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--; // not half a character
        return room < 3 ? "" : text[..end] + "...";
    }

    // only what somebody could notice: a tenth of a unit and more
    private static string Shown(IReadOnlyList<StoredDose> doses) =>
        string.Join(' ', doses.Where(d => Math.Abs(d.Applied) >= 0.1).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction}{d.Applied:+0.0;-0.0}")));
}
