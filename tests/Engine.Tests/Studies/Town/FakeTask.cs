using PersonaSim.Engine.Studies.Town.Environments;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>A task of one action that needs a word, in the library.</summary>
internal sealed class FakeTask : ITownEnvironment
{
    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);

    public string Name => "fake";

    public IReadOnlyList<ActionKind> Actions { get; } = [new("look_up", ["query"], "Looks a word up; in the library only.")];

    public string Rules => "Everybody looks up two words in the library.";

    public string Situation(string who, string place) => $"You looked up {_done.GetValueOrDefault(who)} words of 2.";

    public ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick)
    {
        if (place != "library") return ActionOutcome.Refused("There are no books here.");
        _done[who] = _done.GetValueOrDefault(who) + 1;
        return new ActionOutcome(true, "", "looked something up", $"You read about {parameters["query"]}.");
    }

    public PlannedAction? Suggest(string who, string place, long tick) => IsFinished(who) ? null
        : place == "library" ? new PlannedAction("look_up", new Dictionary<string, string> { ["query"] = "oaks" })
        : new PlannedAction("move", new Dictionary<string, string> { ["to"] = "library" });

    public bool IsFinished(string who) => _done.GetValueOrDefault(who) >= 2;

    public double Score(string who) => Math.Min(1, _done.GetValueOrDefault(who) / 2.0);

    public void Save(BinaryWriter writer)
    {
        writer.Write(_done.Count);
        foreach (var (who, count) in _done)
        {
            writer.Write(who);
            writer.Write(count);
        }
    }

    public void Load(BinaryReader reader)
    {
        _done.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) _done.Add(reader.ReadString(), reader.ReadInt32());
    }
}
