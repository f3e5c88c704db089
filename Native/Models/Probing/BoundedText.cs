using System.Text;

namespace PersonaSim.Native.Models.Probing;

/// <summary>Reads a child's output to its end on a thread of the pool, and keeps its beginning and its end only.</summary>
internal sealed class BoundedText
{
    private const int Keep = 4_096;
    private readonly StringBuilder _head = new(Keep);
    private readonly char[] _tail = new char[Keep];
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private long _count;

    public BoundedText(TextReader reader) => _reading = Task.Run(() => Read(reader));

    /// <summary>The first characters.</summary>
    public string Head
    {
        get
        {
            lock (_gate) return _head.ToString();
        }
    }

    /// <summary>The last characters.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
            {
                var kept = (int)Math.Min(_count, Keep);
                return string.Create(kept, this, static (span, self) =>
                {
                    for (var i = 0; i < span.Length; i++) span[i] = self._tail[(self._count - span.Length + i) % Keep];
                });
            }
        }
    }

    /// <summary>The last line that holds more than white space.</summary>
    public string LastLine => Tail.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");

    /// <summary>Waits for the end, but not for ever: a grandchild may hold the pipe open.</summary>
    public void Finish(TimeSpan patience) => _reading.Wait(patience);

    private void Read(TextReader reader)
    {
        var buffer = new char[Keep];
        int read;
        while ((read = ReadSome(reader, buffer)) > 0)
        {
            lock (_gate)
            {
                _head.Append(buffer, 0, Math.Min(read, Keep - _head.Length));
                for (var i = 0; i < read; i++) _tail[_count++ % Keep] = buffer[i];
            }
        }
    }

    private static int ReadSome(TextReader reader, char[] buffer)
    {
        try
        {
            return reader.Read(buffer, 0, buffer.Length);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException or OperationCanceledException)
        {
            return 0; // the process was let go while its pipe was still open
        }
    }
}
