using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>A PostgreSQL server of the tests' own: in a temporary folder, on a free port, gone with the tests.</summary>
internal sealed class PostgresServer : IDisposable
{
    public const string User = "persim", Password = "s3cret%/@word";

    private static readonly string _bin = Binaries();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("persim-postgres-");

    public PostgresServer()
    {
        Port = FreePort();
        var data = Path.Combine(_folder.FullName, "data");
        var secret = Path.Combine(_folder.FullName, "secret");
        File.WriteAllText(secret, Password);
        // the server refuses to run as root; Debian's package made a user for it
        if (Environment.UserName == "root") Run("chown", "-R", "postgres", _folder.FullName);
        Server("initdb", "-D", data, "-U", User, "--pwfile", secret, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        Server("pg_ctl", "-D", data, "-w", "-l", Path.Combine(_folder.FullName, "log"), "-o", $"-p {Port} -k {_folder.FullName} -c listen_addresses=127.0.0.1 -c fsync=off", "start");
    }

    public int Port { get; }

    public string Address => AddressOf(Password, "postgres");

    public string AddressOf(string password, string database) => $"postgres://{User}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{database}";

    public void Stop() => Server("pg_ctl", "-D", Path.Combine(_folder.FullName, "data"), "-m", "immediate", "stop");

    public void Dispose()
    {
        try
        {
            Stop();
        }
        catch (InvalidOperationException)
        {
            // a test has stopped it
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Server(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // the server that pg_ctl leaves behind must not hold pipes of ours, or we would wait for its end: it writes to its log
        var start = new ProcessStartInfo("sh", ["-c", "out=$(mktemp) || exit 1; \"$@\" >\"$out\" 2>&1 </dev/null; code=$?; [ $code = 0 ] || cat \"$out\" >&2; rm -f \"$out\"; exit $code", "sh", program, .. arguments]) { RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}");
    }

    private static string Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(d => d.Length).ThenByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return debian.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")))
            ?? throw new InvalidOperationException("The tests of the PostgreSQL store need a server: install the package postgresql (./build.sh test --full does it on Debian as root).");
    }
}
