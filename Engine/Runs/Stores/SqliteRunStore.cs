using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Databases.Sqlite;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>
/// Runs in a folder each, in <c>run.db</c>. A commit survives the death of the process at any instant; not the loss of power, after which the
/// last commits may be missing, but none is there in part (SQLite's WAL with synchronous=NORMAL).
/// </summary>
public static class SqliteRunStore
{
    /// <summary>The database's name in a run's folder.</summary>
    public const string FileName = "run.db";

    /// <summary>Starts a run in a folder that holds none; the folder is made.</summary>
    public static IRunStore Create(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The folder {folder} cannot be made: {e.Message} Give the run another folder.", e);
        }

        return ToWrite(folder, create: true);
    }

    /// <summary>Opens a run to go on with it; an older schema is brought to this version's.</summary>
    public static IRunStore Open(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireRun(folder);
        return ToWrite(folder, create: false);
    }

    /// <summary>
    /// Opens a run to read it, also while it is written or lies in a folder that cannot be written to. Nothing is locked, and nothing changed:
    /// an older schema is brought to this version's in a copy that goes with the store.
    /// </summary>
    public static IRunStore OpenRead(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireRun(folder);
        var database = SqliteDatabase.OpenToRead(Path.Combine(folder, FileName));
        return RunStore.Over(database, () =>
        {
            var version = Migrator.VersionOf(database);
            if (version == 0) throw NoRun(database.Where);
            Migrator.RefuseNewer(database, version);
            if (version == Migrator.Newest) return database;
            var copy = database.Copy();
            database.Dispose();
            Migrator.Migrate(copy);
            return copy;
        });
    }

    private static RunStore ToWrite(string folder, bool create)
    {
        var held = RunLock.Take(folder);
        SqliteDatabase database;
        try
        {
            database = SqliteDatabase.OpenToWrite(Path.Combine(folder, FileName), create, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }

        return RunStore.Over(database, () =>
        {
            var version = Migrator.VersionOf(database);
            if (create && version > 0) throw new InputException($"There already is a run in {folder}. Resume it, or give the new one another --run-id.");
            if (!create && version == 0) throw NoRun(database.Where);
            Migrator.RefuseNewer(database, version);
            if (!create && database.FindDamage() is { Count: > 0 } damage) throw new InputException(SqliteErrors.Damage(database.Where, string.Join("; ", damage)));
            Migrator.Migrate(database);
            return database;
        });
    }

    private static void RequireRun(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FileName))) throw new InputException($"There is no run in {folder}: {FileName} is missing. Runs lie in folders of their own below runs/.");
    }

    private static InputException NoRun(string where) => new($"{where} holds no run: it has none of its tables. It was cut off while it was made, or is another program's; start the run anew.");
}
