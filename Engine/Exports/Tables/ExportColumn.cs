namespace PersonaSim.Engine.Exports.Tables;

/// <summary>A column of an exported table.</summary>
/// <param name="Empty">May hold nothing; what that means is part of the meaning.</param>
public sealed record ExportColumn(string Name, ColumnKind Kind, string Meaning, bool Empty = false)
{
    /// <summary>The type in DuckDB, and by it in Parquet: texts are UTF-8, JSON is text.</summary>
    public string Type => Kind switch
    {
        ColumnKind.Whole => "BIGINT",
        ColumnKind.Real => "DOUBLE",
        ColumnKind.Flag => "BOOLEAN",
        _ => "VARCHAR",
    };
}
