namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>How a number is held against its baseline.</summary>
public enum Closeness
{
    /// <summary>The same number, to its last digit.</summary>
    Equal,

    /// <summary>|now - then| is at most so much.</summary>
    Difference,

    /// <summary>The larger of the two is at most so many times the smaller: for ratios of times.</summary>
    Factor,
}
