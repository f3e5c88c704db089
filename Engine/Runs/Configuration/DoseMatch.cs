namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What makes a dose stand for the same person as a text does.</summary>
public enum DoseMatch
{
    [Doc("The person's trait units: as many standard deviations of people described in words as the person has.")]
    Units,

    [Doc("What the text of the person's level achieves on the instrument of the dose cards, measured on the same model and given in persona.levels.")]
    Achieved,
}
