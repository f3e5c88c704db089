namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What becomes of a dose's effect on the other traits.</summary>
public enum LeakageTarget
{
    [Doc("It stays: each trait is dosed by itself.")]
    Kept,

    [Doc("It is undone: doses are mixed so that a trait moves alone.")]
    Orthogonal,

    [Doc("Doses are mixed so that with a trait moves what goes with it among people.")]
    Human,
}
