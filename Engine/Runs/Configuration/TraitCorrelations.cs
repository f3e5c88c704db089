namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>How drawn traits go together.</summary>
public enum TraitCorrelations
{
    [Doc("Each trait is drawn by itself.")]
    None,

    [Doc("Traits go together as they do in people.")]
    Human,
}
