using PersonaSim.Engine.Runs.Stores.Databases.Postgres;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>
/// Runs that a team shares in a PostgreSQL database, each in a schema <c>run_ID</c> of its own. The address is
/// <c>postgres://user:password@host:port/database</c>.
/// </summary>
public static class PostgresRunStore
{
    /// <summary>Starts a run under a name that is free.</summary>
    public static IRunStore Create(string address, string run) => ToWrite(address, run, create: true);

    /// <summary>Opens a run to go on with it; an older schema is brought to this version's.</summary>
    public static IRunStore Open(string address, string run) => ToWrite(address, run, create: false);

    /// <summary>
    /// Opens a run to read it, also while it is written. Nothing is locked, and nothing changed: a run of an older schema, which somebody may be
    /// writing with an older version, is refused.
    /// </summary>
    public static IRunStore OpenRead(string address, string run)
    {
        var database = PostgresDatabase.Open(address, run, create: false, readOnly: true);
        return RunStore.Over(database, () =>
        {
            var version = Migrator.VersionOf(database);
            if (version == 0) throw NoRun(database);
            Migrator.RefuseNewer(database, version);
            if (version < Migrator.Newest) throw new InputException($"{database.Where} has the tables of schema {version}, and this version of persim reads schema {Migrator.Newest}. Opening it once to write brings it there (persim resume), and keeps all that it holds.");
            return database;
        });
    }

    private static RunStore ToWrite(string address, string run, bool create)
    {
        var database = PostgresDatabase.Open(address, run, create, readOnly: false);
        return RunStore.Over(database, () =>
        {
            var version = Migrator.VersionOf(database);
            if (create && version > 0) throw new InputException($"There already is a run {run} in {database.Where}. Resume it, or give the new one another --run-id.");
            if (!create && version == 0) throw NoRun(database);
            Migrator.Migrate(database);
            return database;
        });
    }

    private static InputException NoRun(PostgresDatabase database) => new($"There is no run in {database.Where}: the database has no schema {database.Schema} with a run's tables.");
}
