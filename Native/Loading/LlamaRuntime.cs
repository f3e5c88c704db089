using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Loading;

/// <summary>Finds, loads and checks the native libraries once per process. Nothing here runs until a model is wanted.</summary>
public static unsafe class LlamaRuntime
{
    /// <summary>The llama.cpp release whose header our structs follow.</summary>
    public const string PinnedVersion = "0.5.0";

    private static readonly object _gate = new();
    private static RuntimeFolder? _loaded;
    private static nint _base;
    private static nint _registry;
    private static nint _llama;

    /// <summary>Loads the libraries, or throws one line that says what is missing; safe to call again.</summary>
    public static RuntimeFolder EnsureLoaded()
    {
        if (Volatile.Read(ref _loaded) is { } done) return done;
        lock (_gate)
        {
            if (_loaded is { } again) return again;
            var folder = RuntimeFolder.Find(Environment.GetEnvironmentVariable(RuntimeFolder.Variable), AppContext.BaseDirectory);
            // ggml starts a debugger to print a backtrace when it aborts; that hangs the process under a supervisor
            SetNativeVariable("GGML_NO_BACKTRACE", "1");
            // one folder, base first: two copies of libggml-base in a process abort it
            _base = Open(folder.Base);
            _registry = Open(folder.Registry);
            _llama = Open(folder.Llama);
            Imports.Register(Llama.Library, _llama);
            Imports.Register(Ggml.Base, _base);
            Imports.Register(Ggml.Registry, _registry);
            CheckVersion(folder);
            NativeLog.Attach();
            Ggml.ggml_backend_load_all_from_path(folder.Path);
            Llama.llama_backend_init();
            CheckCpuBackend(folder);
            Volatile.Write(ref _loaded, folder);
            return folder;
        }
    }

    /// <summary>The library's own version string.</summary>
    public static string Version
    {
        get
        {
            EnsureLoaded();
            return Text(Llama.llama_version());
        }
    }

    /// <summary>Throws unless <paramref name="found"/> is the pinned release.</summary>
    internal static void RequireVersion(string found, string where)
    {
        // a build from the release's source without its git tag calls itself "0.5.0-dev"; the npm package is one
        if (found is not (PinnedVersion or PinnedVersion + "-dev"))
        {
            throw new InputException($"llama.cpp in {where} is version {found}, this build of persim needs {PinnedVersion} (the struct layouts differ between releases). Run ./build.sh to install the right one, or point {RuntimeFolder.Variable} at a v{PinnedVersion} build.");
        }
    }

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    private static void CheckVersion(RuntimeFolder folder)
    {
        if (!NativeLibrary.TryGetExport(_llama, "llama_version", out _))
        {
            RequireVersion("unknown (it has no llama_version, so it is older)", folder.Path);
        }

        RequireVersion(Text(Llama.llama_version()), folder.Path);
    }

    private static void CheckCpuBackend(RuntimeFolder folder)
    {
        foreach (var device in BackendDevice.All())
        {
            if (device.Kind == BackendDeviceKind.Cpu) return;
        }

        throw new InputException($"llama.cpp in {folder.Path} has no CPU backend that fits this processor ({RuntimeInformation.ProcessArchitecture}). Install the package for this system with ./build.sh, or point {RuntimeFolder.Variable} at a build made on this machine. Last log line: {string.Join(" | ", NativeLog.LastProblems(1))}");
    }

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InputException($"{path} cannot be loaded: {e.Message.Split('\n')[0]}. It may be built for another system, or need a library that is missing here (a CUDA build needs the CUDA runtime); ./build.sh --cpu installs one that needs none.", e);
        }
    }

    // Environment.SetEnvironmentVariable does not reach getenv() on Unix.
    private static void SetNativeVariable(string name, string value)
    {
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(name, value);
        else _ = LibC.setenv(name, value, 1);
    }
}
