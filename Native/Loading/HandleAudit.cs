using System.Collections.Concurrent;

namespace PersonaSim.Native.Loading;

/// <summary>Counts native objects, so that a test can fail when one is left to the finaliser.</summary>
public static class HandleAudit
{
    private static readonly ConcurrentDictionary<string, int> _open = new();
    private static readonly ConcurrentQueue<string> _leaked = new();

    /// <summary>Objects now alive, by type.</summary>
    public static IReadOnlyDictionary<string, int> Open => _open.Where(p => p.Value != 0).ToDictionary();

    /// <summary>Takes the list of objects that a finaliser freed because nobody disposed them.</summary>
    public static IReadOnlyList<string> TakeLeaks()
    {
        var leaks = new List<string>();
        while (_leaked.TryDequeue(out var leak)) leaks.Add(leak);
        return leaks;
    }

    internal static void Opened(string type) => _open.AddOrUpdate(type, 1, (_, n) => n + 1);

    internal static void Closed(string type, bool disposed)
    {
        _open.AddOrUpdate(type, 0, (_, n) => n - 1);
        if (!disposed) _leaked.Enqueue(type);
    }
}
