namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>
/// A common task in town: what it adds to do, when that works, and how far everybody is. It knows people, places and what they do, never a
/// personality.
/// </summary>
public interface ITownEnvironment
{
    /// <summary>As <c>--env</c> names it.</summary>
    string Name { get; }

    /// <summary>The actions it adds to the town's own, with their parameters.</summary>
    IReadOnlyList<ActionKind> Actions { get; }

    /// <summary>What the task is, the same for everybody: part of the shared blocks.</summary>
    string Rules { get; }

    /// <summary>What somebody sees of the task where they are: what is here, what is theirs, what is missing.</summary>
    string Situation(string who, string place);

    /// <summary>Tries an action of <see cref="Actions"/>; the place is where the actor stands.</summary>
    ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick);

    /// <summary>
    /// What would bring somebody's part of the task forward now, or null when nothing is left: the planner's advice and the
    /// rule's plain choice. A <c>move</c> names in <c>to</c> the place to reach, however far it is.
    /// </summary>
    PlannedAction? Suggest(string who, string place, long tick);

    /// <summary>What somebody can sensibly put for a parameter, e.g. the sources they know; empty: any short text. <see cref="Attempt"/> judges either.</summary>
    IReadOnlyList<string> Choices(string who, string action, string parameter) => [];

    /// <summary>Somebody heard a line: what the speaker knows and said, with its source, the listener knows from then on.</summary>
    void Hear(string listener, string speaker, string line)
    {
    }

    /// <summary>What somebody could tell others about the task, in a line that <see cref="Hear"/> understands; empty: nothing.</summary>
    string News(string who) => "";

    /// <summary>How far the town as a whole is, as named numbers for its measures.</summary>
    IReadOnlyList<(string Name, double Value)> Measures => [];

    /// <summary>Whether somebody's own part is complete.</summary>
    bool IsFinished(string who);

    /// <summary>Somebody's result by content, 0 to 1.</summary>
    double Score(string who);

    void Save(BinaryWriter writer);

    void Load(BinaryReader reader);
}
