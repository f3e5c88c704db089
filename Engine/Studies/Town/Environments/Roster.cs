using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The people who share a task, numbered in the order of the town.</summary>
internal sealed class Roster
{
    private readonly Dictionary<string, int> _numbers;
    private (string Name, int Number) _last = ("", -1); // a task asks several things about one person, one after the other

    public Roster(IReadOnlyList<string> people)
    {
        if (people.Count == 0) throw new InputException("A town's task needs at least one person; the population is 0.");
        People = people;
        _numbers = new Dictionary<string, int>(people.Count, StringComparer.Ordinal);
        for (var i = 0; i < people.Count; i++)
        {
            if (!_numbers.TryAdd(people[i], i)) throw new InputException($"Two people are called '{people[i]}'; names must differ.");
        }
    }

    public IReadOnlyList<string> People { get; }

    public int Count => People.Count;

    public int this[string who]
    {
        get
        {
            if (ReferenceEquals(who, _last.Name)) return _last.Number;
            if (!_numbers.TryGetValue(who, out var number)) throw new ArgumentException($"'{who}' does not live in this town.", nameof(who));
            _last = (who, number);
            return number;
        }
    }
}
