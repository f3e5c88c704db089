using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Analytics;

/// <summary>Finds and loads DuckDB once per process; nothing here runs until a table is to be written or asked.</summary>
public static unsafe class DuckRuntime
{
    public const string Variable = "PERSIM_DUCKDB_DIR";

    private static readonly Lock _gate = new();
    private static bool _loaded;

    /// <summary>The library's own version string, e.g. <c>v1.5.6</c>.</summary>
    public static string Version
    {
        get
        {
            EnsureLoaded();
            return Text(DuckDb.duckdb_library_version());
        }
    }

    internal static void EnsureLoaded()
    {
        lock (_gate)
        {
            if (_loaded) return;
            var path = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
            try
            {
                Imports.Register(DuckDb.Library, NativeLibrary.Load(path));
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new InputException($"{path} cannot be loaded: {e.Message.Split('\n')[0]}. It may be built for another system; ./build.sh installs the right one.", e);
            }

            // the C interface of 1.x only ever grows
            var version = Text(DuckDb.duckdb_library_version());
            if (!version.StartsWith("v1.", StringComparison.Ordinal)) throw new InputException($"{path} is DuckDB {version}, this build of persim needs version 1. Run ./build.sh, or point {Variable} at another one.");
            _loaded = true;
        }
    }

    /// <summary>Search order: the variable, a folder <c>duckdb</c> beside the program, then the checkout's <c>Native/runtimes</c>.</summary>
    internal static string Find(string? variable, string baseDirectory)
    {
        if (!string.IsNullOrWhiteSpace(variable))
        {
            var own = Path.Combine(variable, FileName);
            return File.Exists(own) ? own : throw new InputException($"{Variable}={variable} holds no {FileName}. Point it at a folder with DuckDB's library, or unset it.");
        }

        var tried = new List<string> { Path.Combine(baseDirectory, "duckdb", FileName) };
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            var runtimes = Path.Combine(folder.FullName, "Native", "runtimes");
            if (Directory.Exists(runtimes)) tried.Add(Path.Combine(runtimes, "duckdb-" + Package, "node_modules", "@duckdb", "node-bindings-" + Package, FileName));
        }

        return tried.Find(File.Exists) ?? throw new InputException($"DuckDB was not found; looked for {string.Join(", ", tried)}. Run ./build.sh to install it, or set {Variable} to a folder with {FileName}. Only export and query need it.");
    }

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    private static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static string Package => (OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");
}
