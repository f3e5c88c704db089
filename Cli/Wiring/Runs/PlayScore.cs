using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A line for each step of a game: what came of it.</summary>
internal sealed class PlayScore(TextWriter output) : IRunWatcher
{
    private static readonly (string Name, string Words)[] _shown =
    [
        ("investment_success", "investments that came about"), ("cooperation", "cooperation"), ("sign_up", "in the programme"), ("chats", "chats"), ("resources", "units each"), ("gossip", "pieces of gossip"), ("ties_made", "new contacts"), ("ties_cut", "contacts cut"),
    ];

    private readonly List<string> _lines = [];

    public void Committed(CommittedStep step, StepLog log)
    {
        var parts = new List<string>();
        foreach (var (name, words) in _shown)
        {
            if (log.Measures.Find(m => m.Name == name && m.Group.Length == 0) is { } measure) parts.Add(Line(words, measure));
        }

        if (parts.Count > 0) _lines.Add($"step {step.Id.Tick + 1}: {string.Join(", ", parts)}");
    }

    public void Say()
    {
        foreach (var line in _lines) output.WriteLine(line);
        _lines.Clear();
    }

    private static string Line(string words, MeasureRow measure) => string.Create(CultureInfo.InvariantCulture, $"{words} {measure.Value:0.##}");
}
