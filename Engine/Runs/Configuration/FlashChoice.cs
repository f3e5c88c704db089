namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Whether a llama mind uses flash attention.</summary>
public enum FlashChoice
{
    [Doc("What a short measurement at load finds faster; the run's manifest records which.")]
    Auto,

    [Doc("Always.")]
    On,

    [Doc("Never.")]
    Off,
}
