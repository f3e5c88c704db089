using System.Globalization;
using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Migrations;

/// <summary>Brings a store's tables to this version: numbered steps, each in a transaction of its own, never changed once published.</summary>
internal static class Migrator
{
    private const string Prefix = "migrations/";

    private static readonly IReadOnlyList<(int Number, string Sql)> _all = ReadAll();

    /// <summary>The schema that this version writes.</summary>
    public static int Newest => _all[^1].Number;

    /// <summary>The schema of a store; 0 where there is none yet.</summary>
    public static int VersionOf(IStoreDatabase database)
    {
        if (database.Connection.ExecuteScalar<long>(database.Dialect.TableCount, new { name = "meta" }) == 0) return 0;
        var version = database.Connection.QuerySingleOrDefault<string>("select value from meta where name = 'schema'");
        return int.TryParse(version, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>Refuses a store that a newer version wrote.</summary>
    public static void RefuseNewer(IStoreDatabase database, int version)
    {
        if (version > Newest) throw new InputException($"{database.Where} has the tables of schema {version}, and this version of persim knows schemas up to {Newest}. Use the version of persim that wrote the run, or a newer one.");
    }

    public static void Migrate(IStoreDatabase database, int? upTo = null)
    {
        var version = VersionOf(database);
        RefuseNewer(database, version);
        foreach (var (number, sql) in _all.Where(m => m.Number > version && m.Number <= (upTo ?? Newest)))
        {
            database.Begin();
            try
            {
                if (number == 1) database.Connection.Execute(database.Dialect.Fill("create table meta (name {text} not null primary key, value {text} not null) {keyed}"));
                database.Connection.Execute(database.Dialect.Fill(sql));
                database.Connection.Execute("insert into meta (name, value) values ('schema', @value) on conflict (name) do update set value = excluded.value", new { value = number.ToString(CultureInfo.InvariantCulture) });
                database.Commit();
            }
            catch
            {
                database.Rollback();
                throw;
            }
        }
    }

    private static List<(int Number, string Sql)> ReadAll()
    {
        var assembly = typeof(Migrator).Assembly;
        var all = new List<(int Number, string Sql)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            all.Add((int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), reader.ReadToEnd()));
        }

        return all;
    }
}
