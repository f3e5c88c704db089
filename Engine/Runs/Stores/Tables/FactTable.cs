using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Small facts by name.</summary>
internal static class FactTable
{
    public static string? Find(IStoreDatabase database, string name) =>
        database.Connection.QuerySingleOrDefault<string>("select value from facts where name = @name", new { name = StoredText.Encode(name) }) is { } value ? StoredText.Decode(value) : null;
}
