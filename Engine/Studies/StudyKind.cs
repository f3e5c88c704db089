using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Studies;

/// <summary>A study as the program knows it: its name, its section of a configuration, and how it is made.</summary>
/// <param name="Section">The record of its own keys.</param>
/// <param name="Make">Builds it from its section.</param>
public sealed record StudyKind(string Name, Type Section, Func<object, StudyContext, IStudy> Make)
{
    /// <summary>Keys of its section that a run which continues another may have otherwise: what its saved state does not depend on.</summary>
    public IReadOnlyList<string> MayBranch { get; init; } = [];

    /// <summary>From its section, what a comparison of arms looks at first unless another choice is declared: outcomes, and differences that do not matter.</summary>
    public Func<object, IReadOnlyList<(string Outcome, double Bound)>> Primary { get; init; } = _ => [];
}
