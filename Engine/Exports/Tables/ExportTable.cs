namespace PersonaSim.Engine.Exports.Tables;

/// <summary>A table of an export; where <paramref name="Stored"/>, the store's table of the same name holds its rows, in the order of <paramref name="Order"/>.</summary>
public sealed record ExportTable(string Name, string Meaning, bool Stored, string Order, IReadOnlyList<ExportColumn> Columns)
{
    /// <summary>Whether rows belong to ticks, so that a part of a run can be exported.</summary>
    public bool HasTicks => Stored && Columns.Any(c => c.Name == "tick");

    /// <summary>The rows in the store's own SQL, up to a tick where one is given.</summary>
    internal string Select(long? tick) => $"select {string.Join(", ", Columns.Select(c => c.Name))} from {Name}{Where(tick)}{(Order.Length == 0 ? "" : " order by " + Order)}";

    internal string Count(long? tick) => $"select count(*) from {Name}{Where(tick)}";

    private string Where(long? tick) => tick is null || !HasTicks ? "" : FormattableString.Invariant($" where tick <= {tick}");
}
