namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Whether a llama mind uses flash attention.</summary>
public enum FlashChoice
{
    [Doc("What a short measurement found faster when the model was first loaded here (deleting flash-* in the cache folder measures anew); the run's manifest records which.")]
    Auto,

    [Doc("Always.")]
    On,

    [Doc("Never.")]
    Off,
}
