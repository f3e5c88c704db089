using System.Runtime.InteropServices;

namespace PersonaSim.Cli.Wiring;

/// <summary>Ctrl-C, termination, a closed terminal: the first one asks the command to stop, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Action<int> _end;
    private readonly PosixSignalRegistration[] _signals;
    private int _count;

    public Interruption(Action<int> end)
    {
        _end = end;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _signals = [.. signals.Select(s => PosixSignalRegistration.Create(s, context =>
        {
            context.Cancel = true; // ours to answer, not the runtime's
            Signal();
        }))];
    }

    public CancellationToken Token => _source.Token;

    public void Signal()
    {
        if (Interlocked.Increment(ref _count) == 1) _source.Cancel();
        else _end(CommandLine.Cancelled);
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }
}
