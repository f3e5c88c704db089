using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Small facts by name.</summary>
internal static class FactTable
{
    public static void Write(IStoreDatabase database, IReadOnlyDictionary<string, string> facts)
    {
        foreach (var (name, value) in facts)
        {
            database.Connection.Execute("insert into facts (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", new { name = StoredText.Encode(name), value = StoredText.Encode(value) });
        }
    }

    public static string? Find(IStoreDatabase database, string name) =>
        database.Connection.QuerySingleOrDefault<string>("select value from facts where name = @name", new { name = StoredText.Encode(name) }) is { } value ? StoredText.Decode(value) : null;
}
