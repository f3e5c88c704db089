namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// The traits that somebody acts with under the run's arm, for rules only: nothing else of a study may know a personality. Under an arm
/// without personalities everybody is neutral; under a deranged one somebody acts with the borrowed traits.
/// </summary>
public interface ITempers
{
    Traits TraitsOf(string who, long tick);
}
