using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Loading;

/// <summary>Severity of a native log line.</summary>
public enum NativeLogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>The library's log: the last lines are kept for error messages, every line goes to <see cref="Line"/>'s subscribers.</summary>
public static unsafe class NativeLog
{
    private const int Kept = 400;
    private static readonly ConcurrentQueue<(NativeLogLevel Level, string Text)> _lines = new();
    private static readonly object _partialLock = new();
    private static string _partial = "";
    private static NativeLogLevel _partialLevel = NativeLogLevel.Info;

    /// <summary>Raised on whatever thread the library logs from; a handler must not throw.</summary>
    public static event Action<NativeLogLevel, string>? Line;

    /// <summary>The last warnings and errors, oldest first: what an error message quotes.</summary>
    public static IReadOnlyList<string> LastProblems(int count = 4) =>
        [.. _lines.Where(l => l.Level >= NativeLogLevel.Warning).Select(l => l.Text).TakeLast(count)];

    /// <summary>All kept lines, oldest first.</summary>
    public static IReadOnlyList<string> Recent => [.. _lines.Select(l => l.Text)];

    internal static void Forget() => _lines.Clear();

    internal static void Attach()
    {
        Llama.llama_log_set(&OnLog, null);
        Ggml.ggml_set_abort_callback(&OnAbort);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(ggml_log_level level, byte* text, void* userData)
    {
        try
        {
            Append(level, Marshal.PtrToStringUTF8((nint)text) ?? "");
        }
        catch (Exception)
        {
            // must not cross the native frame; a lost log line is the lesser harm
        }
    }

    // ggml calls this instead of printing, then ends the process: the last words go to stderr unbuffered.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* text)
    {
        try
        {
            Console.Error.WriteLine("persim: llama.cpp ended the process: " + (Marshal.PtrToStringUTF8((nint)text) ?? "").TrimEnd());
        }
        catch (Exception)
        {
            // the process is ending anyway
        }
    }

    private static void Append(ggml_log_level level, string text)
    {
        lock (_partialLock)
        {
            if (level != ggml_log_level.GGML_LOG_LEVEL_CONT) _partialLevel = Convert(level);
            var lines = (_partial + text).Split('\n');
            _partial = lines[^1];
            foreach (var line in lines.AsSpan(0, lines.Length - 1))
            {
                if (line.Length == 0) continue;
                _lines.Enqueue((_partialLevel, line));
                while (_lines.Count > Kept) _lines.TryDequeue(out _);
                Line?.Invoke(_partialLevel, line);
            }
        }
    }

    private static NativeLogLevel Convert(ggml_log_level level) => level switch
    {
        ggml_log_level.GGML_LOG_LEVEL_ERROR => NativeLogLevel.Error,
        ggml_log_level.GGML_LOG_LEVEL_WARN => NativeLogLevel.Warning,
        ggml_log_level.GGML_LOG_LEVEL_INFO => NativeLogLevel.Info,
        _ => NativeLogLevel.Debug,
    };
}
