namespace PersonaSim.Engine.Runs.Stores.Databases;

/// <summary>The few words in which the databases differ; everything else is written once, for both.</summary>
internal sealed record Dialect(string Text, string Real, string Blob, string Keyed, string TableCount)
{
    public static Dialect Sqlite { get; } = new("text", "", "blob", "without rowid",
        "select count(*) from sqlite_master where type = 'table' and name = @name");

    // C: texts are ordered by their bytes, as in SQLite, and not as the server's language has it
    public static Dialect Postgres { get; } = new("text collate \"C\"", "double precision", "bytea", "",
        "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = @name");

    public string Fill(string sql) => sql
        .Replace("{text}", Text, StringComparison.Ordinal)
        .Replace("{real}", Real, StringComparison.Ordinal)
        .Replace("{blob}", Blob, StringComparison.Ordinal)
        .Replace("{keyed}", Keyed, StringComparison.Ordinal);
}
