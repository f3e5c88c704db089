namespace PersonaSim.Engine.Exports.Tables;

/// <summary>What a column holds, as exports type it.</summary>
public enum ColumnKind
{
    Text,
    Json,
    Whole,
    Real,
    Flag,
}
