namespace PersonaSim.Native.Models.Templates;

/// <summary>A place in the template's source, both counted from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
