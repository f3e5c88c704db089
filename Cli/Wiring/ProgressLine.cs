using System.Diagnostics;

namespace PersonaSim.Cli.Wiring;

/// <summary>One line on the error stream that shows how far long work is; silent in a pipe, where it would only be noise.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarWidth = 28;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(80);
    private readonly TextWriter? _error;
    private readonly string _what;
    private readonly long _total;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly object _gate = new();
    private long _done;
    private long _lastShown;
    private int _lastLength;

    public ProgressLine(TextWriter error, string what, long total)
    {
        _error = error == Console.Error && !Console.IsErrorRedirected ? error : null;
        _what = what;
        _total = Math.Max(1, total);
        Show(force: true);
    }

    /// <summary>What is said behind the bar.</summary>
    public string Note { get; set; } = "";

    public void Advance(long by = 1) => Report(Interlocked.Add(ref _done, by));

    public void Report(long done)
    {
        Interlocked.Exchange(ref _done, done);
        Show(force: false);
    }

    public void Dispose()
    {
        lock (_gate) _error?.Write("\r" + new string(' ', _lastLength) + "\r");
    }

    private void Show(bool force)
    {
        if (_error is null || (!force && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastShown)) < _pause)) return;
        lock (_gate)
        {
            Volatile.Write(ref _lastShown, Stopwatch.GetTimestamp());
            var share = Math.Clamp(Volatile.Read(ref _done) / (double)_total, 0, 1);
            var elapsed = Stopwatch.GetElapsedTime(_start);
            var left = share > 0.01 ? TimeSpan.FromSeconds(elapsed.TotalSeconds * (1 - share) / share) : (TimeSpan?)null;
            var filled = (int)(share * BarWidth);
            var line = $"{_what} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {share,4:0%}{(left is { } l ? $"  {Clock(l)} left" : "")}{(Note.Length > 0 ? "  " + Note : "")}";
            var width = Math.Max(20, Console.WindowWidth is > 0 and var w ? w - 1 : 79);
            if (line.Length > width) line = line[..width];
            _error.Write("\r" + line.PadRight(_lastLength));
            _lastLength = line.Length;
        }
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss") : time.ToString(@"m\:ss");
}
