namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>Where a marker shows.</summary>
public enum MarkerKind
{
    Deed,
    Talk,
    Wording,
    Plan,
}
