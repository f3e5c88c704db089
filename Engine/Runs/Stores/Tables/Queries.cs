using System.Data.Common;
using System.Globalization;
using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Anybody's SQL, which can only read; the same kinds of values from both databases.</summary>
internal static class Queries
{
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows(IStoreDatabase database, string sql, object? parameters)
    {
        database.BeginRead();
        try
        {
            using var reader = database.Connection.ExecuteReader(sql, parameters);
            var rows = new List<IReadOnlyDictionary<string, object?>>();
            while (reader.Read())
            {
                var row = new Dictionary<string, object?>(reader.FieldCount, StringComparer.Ordinal);
                for (var i = 0; i < reader.FieldCount; i++) row[reader.GetName(i)] = Value(reader.GetValue(i));
                rows.Add(row);
            }

            return rows;
        }
        catch (DbException e) when (database.WrongInQuery(e) is { } wrong)
        {
            throw new InputException($"The query cannot be run on {database.Where}: {wrong}.", e);
        }
        finally
        {
            database.EndRead();
        }
    }

    // PostgreSQL counts in bigint, sums bigints in numeric and has booleans; SQLite knows long and double
    private static object? Value(object value) => value switch
    {
        DBNull => null,
        bool flag => flag ? 1L : 0L,
        short or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float real => (double)real,
        decimal { Scale: 0 } whole when Math.Abs(whole) < long.MaxValue => (long)whole,
        decimal real => (double)real,
        _ => value,
    };
}
