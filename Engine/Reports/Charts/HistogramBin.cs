namespace PersonaSim.Engine.Reports.Charts;

/// <summary>How many values lie from here up to there.</summary>
public readonly record struct HistogramBin(double From, double To, long Count);
