using System.Data.Common;
using System.Globalization;
using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;
using PersonaSim.Engine.Runs.Stores.Tables;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>A store as it stood at one moment, read row by row, whatever is written meanwhile.</summary>
public sealed class RunSnapshot
{
    private readonly IStoreDatabase _database;

    internal RunSnapshot(IStoreDatabase database) => _database = database;

    /// <summary>The last step of this moment; null before the first.</summary>
    public CommittedStep? Last => StepTable.Last(_database);

    /// <summary>One number, in the store's own SQL.</summary>
    public long Count(string sql) => Convert.ToInt64(_database.Connection.ExecuteScalar(sql), CultureInfo.InvariantCulture);

    /// <summary>The rows of a query in the store's own SQL; each is the reader at its row. Texts are as stored: see <see cref="Text"/>.</summary>
    public void Rows(string sql, Action<DbDataReader> row)
    {
        using var reader = (DbDataReader)_database.Connection.ExecuteReader(sql);
        while (reader.Read()) row(reader);
    }

    /// <summary>A stored text as it was given to the store.</summary>
    public static string Text(string stored) => StoredText.Decode(stored);
}
