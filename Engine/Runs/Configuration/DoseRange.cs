namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Which doses are given.</summary>
public enum DoseRange
{
    [Doc("Doses are held within the range in which the dose card found the model coherent.")]
    Usable,

    [Doc("Any dose is given as drawn.")]
    Any,
}
