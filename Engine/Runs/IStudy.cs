namespace PersonaSim.Engine.Runs;

/// <summary>
/// A world and the phases of its tick. Its state is a fold over the configuration, the seed and the answers: nothing else may change it, and
/// <see cref="Save"/> and <see cref="Load"/> carry all of it.
/// </summary>
public interface IStudy
{
    /// <summary>As the configuration names it, e.g. <c>town</c>.</summary>
    string Name { get; }

    /// <summary>Goes up whenever <see cref="Save"/> writes something else; a checkpoint of another version is not loaded.</summary>
    int StateVersion { get; }

    /// <summary>The phases of a tick, in their order.</summary>
    IReadOnlyList<IPhase> Phases { get; }

    /// <summary>How much of its intended dose somebody gets now; less than 1 while a safety governor holds it back.</summary>
    double DoseFactor(string who);

    /// <summary>What there is to know about somebody now, for a reader.</summary>
    Portrait Portray(string who, long tick);

    void Save(BinaryWriter writer);

    /// <summary>Takes over a saved state; called once, on a study freshly built from the same configuration.</summary>
    void Load(BinaryReader reader);
}
