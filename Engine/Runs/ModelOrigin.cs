namespace PersonaSim.Engine.Runs;

/// <summary>
/// Where a model's weights come from, as its file says and a manifest keeps: known only of models made here, since everything a run of such a
/// model shows is read differently.
/// </summary>
public static class ModelOrigin
{
    /// <summary>The name among a mind's settings; absent for models of others.</summary>
    public const string Setting = "model_origin";

    /// <summary>Trained by this program, on links that were written by hand.</summary>
    public const string Trained = "trained by persim";

    /// <summary>Drawn by this program.</summary>
    public const string Random = "random weights";
}
