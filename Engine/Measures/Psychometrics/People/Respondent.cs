using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Psychometrics.People;

/// <summary>Somebody who is given an instrument: what stands before each question, and the doses that it is answered under.</summary>
/// <param name="Id">Unique among those who are asked together.</param>
/// <param name="Blocks">Everything before the question, shared blocks first.</param>
public sealed record Respondent(string Id, IReadOnlyList<Block> Blocks)
{
    /// <summary>Leading blocks that are computed once and, under the suffix scope, not steered.</summary>
    public int SharedBlocks { get; init; }

    public IReadOnlyList<DirectionDose> Doses { get; init; } = [];

    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    /// <summary>Whom the text is about, whatever its wording: what wordings are compared by.</summary>
    public string Person { get; init; } = "";

    /// <summary>Which wording of the persona texts; 0: none.</summary>
    public int Wording { get; init; }

    /// <summary>In a series of levels: the trait that is varied, and its level; all others are in the middle. Null: no series.</summary>
    public (char Trait, int Level)? Varied { get; init; }

    /// <summary>The personality that is meant, for tables; null: none was.</summary>
    public Traits? Meant { get; init; }

    /// <summary>What a rule in the place of a model acts with.</summary>
    public Traits Acts { get; init; }
}
