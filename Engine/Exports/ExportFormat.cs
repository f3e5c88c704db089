namespace PersonaSim.Engine.Exports;

/// <summary>What an export writes.</summary>
public enum ExportFormat
{
    Parquet,
    Csv,
    Graphml,
    Pairs,
}
