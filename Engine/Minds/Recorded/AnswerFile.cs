using System.Text;
using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>Answers in a file of JSON lines that only grows; each line is written whole, and flushed, before <see cref="Add"/> returns.</summary>
public sealed class AnswerFile : IAnswerStore, IDisposable
{
    private readonly MemoryAnswerStore _records = new();
    private readonly Lock _gate = new();
    private readonly FileStream _stream;

    /// <summary>Opens a file or starts one. A last line without its end was cut off by a kill: it is dropped, and its ask is asked again.</summary>
    public AnswerFile(string path)
    {
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            _stream.SetLength(_stream.Position = ReadLines(path));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public int Count => _records.Count;

    /// <summary>Bytes of a last line that was not whole.</summary>
    public long DroppedBytes { get; private set; }

    public RecordedAnswer? Find(AskKey key) => _records.Find(key);

    public void Add(RecordedAnswer record)
    {
        lock (_gate)
        {
            if (!_records.TryAdd(record)) return;
            _stream.Write(Encoding.UTF8.GetBytes(AnswerLine.Write(record) + "\n"));
            _stream.Flush();
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads all whole lines and returns where they end.</summary>
    private long ReadLines(string path)
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var (start, number) = (0, 1);
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1, number++)
        {
            try
            {
                _records.Add(AnswerLine.Read(bytes.AsSpan(start, end - start)));
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw new InputException($"{path}, line {number}, is not a recorded answer: {e.Message.Split('\n')[0]} Delete the line to have its ask asked again, or restore the file.", e);
            }
        }

        DroppedBytes = bytes.Length - start;
        return start;
    }
}
