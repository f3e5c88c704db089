namespace PersonaSim.Native.Analytics;

/// <summary>What a column of an answer holds.</summary>
public enum DuckKind
{
    Flag,
    Whole,
    Real,
    Text,
}
