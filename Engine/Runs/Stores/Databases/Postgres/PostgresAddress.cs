using Npgsql;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Databases.Postgres;

/// <summary>Where a team's database is: <c>postgres://user:password@host:port/database</c>, or a connection string of Npgsql's.</summary>
internal static class PostgresAddress
{
    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        try
        {
            var settings = address.Contains("://", StringComparison.Ordinal) ? FromUrl(address) : new NpgsqlConnectionStringBuilder(address);
            if (string.IsNullOrEmpty(settings.Host)) throw new ArgumentException("it names no host");
            settings.Database ??= settings.Username;
            // a pooled connection would keep the run's lock after the store is closed
            (settings.Pooling, settings.Timeout, settings.CommandTimeout, settings.KeepAlive) = (false, 10, 0, 30);
            settings.IncludeErrorDetail = false;
            settings.ApplicationName = $"persim {Environment.ProcessId} on {Environment.MachineName}";
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // the fault may quote the address, and the address a password: neither is passed on
            throw new InputException("The address of the database cannot be read: write postgres://user:password@host:port/database; a password's special characters are written as in URLs (%40 for @). PGPASSWORD or ~/.pgpass can hold it instead.");
        }
    }

    /// <summary>For messages: everything but user and password.</summary>
    public static string Show(NpgsqlConnectionStringBuilder settings) => $"postgres://{settings.Host}:{settings.Port}/{settings.Database}";

    private static NpgsqlConnectionStringBuilder FromUrl(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql")) throw new FormatException();
        var user = url.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0) settings.Port = url.Port;
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        if (url.AbsolutePath.Length > 1) settings.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = option.Split('=', 2);
            settings[Uri.UnescapeDataString(parts[0])] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return settings;
    }
}
