using Microsoft.Data.Sqlite;
using PersonaSim.Native;
using SQLitePCL;

namespace PersonaSim.Engine.Runs.Stores.Databases.Sqlite;

/// <summary>What SQLite's result codes mean for the user.</summary>
internal static class SqliteErrors
{
    private const string Whole = "Everything committed before is kept";

    public static InputException? Explain(string path, Exception fault)
    {
        if (fault is not SqliteException sqlite) return null;
        var words = Words(sqlite.Message);
        var told = sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => $"{path} is not a run's database: SQLite does not know the file's format. Restore it from a copy, or give the run's folder another name and start it anew.",
            raw.SQLITE_CORRUPT => Damage(path, words),
            raw.SQLITE_FULL => $"There is no room left to write {path}. {Whole}: free some space and resume the run.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked by another process, e.g. an open sqlite3 shell in a transaction. {Whole}: close it and resume the run.",
            raw.SQLITE_READONLY => $"{path} cannot be written to. Give yourself the right to write it, or copy the run elsewhere.",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => $"{path} cannot be opened ({words}). Is it a file, and may you read and write it and its folder?",
            raw.SQLITE_IOERR => $"Reading or writing {path} failed ({words}). {Whole}: see to the disk and resume the run.",
            raw.SQLITE_TOOBIG => $"A value is too big for {path}: SQLite takes up to one billion bytes.",
            _ => null,
        };
        return told is null ? null : new InputException(told, fault);
    }

    public static string? WrongInQuery(Exception fault) => fault is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_READONLY => "a query can only read",
        raw.SQLITE_ERROR or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE => Words(sqlite.Message),
        _ => null,
    };

    public static string Damage(string path, string what) =>
        $"{path} is damaged ({what}). Restore it from a copy. What can still be read can be saved with sqlite3's .recover; until then nothing writes to the file.";

    // the provider puts SQLite's words between quotes, with its own around them
    private static string Words(string message)
    {
        var (open, close) = (message.IndexOf('\''), message.LastIndexOf('\''));
        return message.StartsWith("SQLite Error", StringComparison.Ordinal) && close > open ? message[(open + 1)..close] : message;
    }
}
