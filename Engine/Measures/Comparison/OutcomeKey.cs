using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>
/// The name of one number of a run:
/// <c>measure/NAME[/GROUP]</c>, a measure's mean over the ticks at which it was taken, or with <c>/last</c> behind it its last value;
/// <c>action/NAME</c>, the share of all deeds;
/// <c>capability/TASK</c>, the share of right answers, and <c>capability/all</c> the mean of the tasks;
/// <c>adherence/PROBE/CONDITION[/TRAIT]</c>, how far answers follow the answerers' own traits, and <c>borrowed/...</c> those that a deranged arm
/// lends them.
/// </summary>
public static class OutcomeKey
{
    public const string Measure = "measure", Action = "action", Adherence = "adherence", Borrowed = "borrowed", Capability = "capability";

    /// <summary>Behind a measure: its last value.</summary>
    public const string Last = "/last";

    /// <summary>Measures that count what happened write nothing where nothing did.</summary>
    private const string Counts = "measure/count/";

    private static readonly string[] _kinds = [Measure, Action, Adherence, Borrowed, Capability];

    /// <summary>An outcome that a run without any such row has nothing of, which is a number and not a gap.</summary>
    public static bool IsZeroWhenAbsent(string key) => key.StartsWith(Counts, StringComparison.Ordinal) || key.StartsWith(Action + "/", StringComparison.Ordinal);

    /// <summary>Refuses a name that no run can have.</summary>
    public static string Check(string key)
    {
        var parts = key.Split('/');
        if (!_kinds.Contains(parts[0])) throw new InputException($"compare.primary: '{key}' begins with no kind of outcome{(Nearest.Of(parts[0], _kinds) is { } near ? $", did you mean {near}?" : ";")} Known: measure/NAME/GROUP, action/NAME, adherence/PROBE/CONDITION/TRAIT, borrowed/PROBE/CONDITION/TRAIT, capability/TASK.");
        return parts.Length > 1 && parts.All(p => p.Length > 0) ? key : throw new InputException($"compare.primary: '{key}' is no whole name; e.g. measure/trust/town, action/steal, adherence/likert/dosed.");
    }

    internal static string OfMeasure(string name, string group) => group.Length == 0 ? $"{Measure}/{name}" : $"{Measure}/{name}/{group}";
}
