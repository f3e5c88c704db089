using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Loading;

/// <summary>Which loaded library an import's name means: an assembly has one resolver, and several libraries are loaded by themselves.</summary>
internal static class Imports
{
    private static readonly ConcurrentDictionary<string, nint> _libraries = new(StringComparer.Ordinal);
    private static readonly Lock _gate = new();
    private static bool _set;

    public static void Register(string name, nint library)
    {
        _libraries[name] = library;
        lock (_gate)
        {
            if (!_set) NativeLibrary.SetDllImportResolver(typeof(Imports).Assembly, Resolve);
            _set = true;
        }
    }

    // 0: the default search, e.g. libc
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => _libraries.GetValueOrDefault(name);
}
