using System.Net.Sockets;
using Npgsql;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Databases.Postgres;

/// <summary>What PostgreSQL's states and a lost connection mean for the user; no message holds a password.</summary>
internal static class PostgresErrors
{
    private const string Whole = "Everything committed before is kept";

    public static InputException? Explain(string where, NpgsqlConnectionStringBuilder settings, Exception fault)
    {
        var told = fault switch
        {
            PostgresException state => OfState(where, settings, state),
            NpgsqlException when Socket(fault) is { } socket => $"There is no PostgreSQL server at {settings.Host}:{settings.Port} ({socket.Message}). Is it running, and is the address right? {Whole}.",
            NpgsqlException when fault.InnerException is TimeoutException => $"The PostgreSQL server at {settings.Host}:{settings.Port} does not answer. {Whole}: resume the run when it does.",
            NpgsqlException when fault.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => $"{PostgresAddress.Show(settings)} wants a password for {settings.Username ?? "the user"} and was given none: put it into the address, PGPASSWORD or ~/.pgpass.",
            NpgsqlException => $"The connection to {where} was lost ({fault.InnerException?.Message ?? fault.Message}). {Whole}: resume the run.",
            _ => null,
        };
        return told is null ? null : new InputException(told, fault);
    }

    public static string? WrongInQuery(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "a query can only read",
        // 22: a value of the query's, 42: its syntax or its names
        PostgresException state when state.SqlState.StartsWith("22", StringComparison.Ordinal) || state.SqlState.StartsWith("42", StringComparison.Ordinal) => state.MessageText,
        _ => null,
    };

    public static InputException Lost(string where) => new($"The connection to {where} was lost. {Whole}: resume the run.");

    private static string? OfState(string where, NpgsqlConnectionStringBuilder settings, PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => $"{PostgresAddress.Show(settings)} does not let {settings.Username ?? "the user"} in ({fault.MessageText}). Check the user and the password.",
        PostgresErrorCodes.InvalidCatalogName => $"{settings.Host}:{settings.Port} has no database {settings.Database}. Create it (createdb {settings.Database}), or name another one.",
        PostgresErrorCodes.InsufficientPrivilege => $"{settings.Username} may not do that in {where} ({fault.MessageText}). The database's owner can grant it.",
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => $"The server of {where} has no room left ({fault.MessageText}). {Whole}: make room and resume the run.",
        PostgresErrorCodes.TooManyConnections => $"The server of {where} has no connection left. {Whole}: try again later.",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => $"The server of {where} is starting or stopping ({fault.MessageText}). {Whole}: resume the run when it is back.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"{where} is damaged ({fault.MessageText}). Restore it from a backup.",
        _ => null,
    };

    private static SocketException? Socket(Exception? fault) => fault switch
    {
        null => null,
        SocketException socket when socket.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) => socket,
        AggregateException several => several.InnerExceptions.Select(Socket).FirstOrDefault(s => s is not null),
        _ => Socket(fault.InnerException),
    };
}
