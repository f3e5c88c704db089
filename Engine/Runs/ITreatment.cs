using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>What an arm does to every question before it is sent.</summary>
public interface ITreatment
{
    /// <summary>The ask with the arm's persona text, doses, scope and seed.</summary>
    /// <param name="factor">How much of the intended dose a governor leaves.</param>
    /// <param name="steerable">Whether the mind that answers takes doses.</param>
    (Ask Ask, IReadOnlyList<StoredDose> Doses) Treat(Question question, double factor, bool steerable);
}
