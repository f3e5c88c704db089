using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>A study with probes behind its own phases; its state stays its own, probes have none.</summary>
public sealed class ProbedStudy(IStudy study, IReadOnlyList<IPhase> probes) : IStudy
{
    /// <summary>The study without its probes.</summary>
    public IStudy Inner => study;

    public string Name => study.Name;

    public int StateVersion => study.StateVersion;

    public IReadOnlyList<IPhase> Phases { get; } = [.. study.Phases, .. probes];

    public double DoseFactor(string who) => study.DoseFactor(who);

    public Portrait Portray(string who, long tick) => study.Portray(who, tick);

    public void Save(BinaryWriter writer) => study.Save(writer);

    public void Load(BinaryReader reader) => study.Load(reader);
}
