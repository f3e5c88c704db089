using System.Text;
using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// Answers that were given already, one sheet a line, by a hash of everything that they depend on: a calibration that was stopped asks only what is
/// missing. Append-only; a last line without its end was cut off by a kill and is dropped.
/// </summary>
public sealed class SheetFile : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<SheetAnswer>> _known = new(StringComparer.Ordinal);
    private readonly FileStream? _stream;

    private sealed record Line(string Key, IReadOnlyList<SheetAnswer> Answers);

    /// <param name="path">Null: kept in memory only.</param>
    public SheetFile(string? path)
    {
        if (path is null) return;
        try
        {
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be written: {e.Message.TrimEnd('.')}. If another calibration works in the same folder, wait for it.", e);
        }

        _stream.SetLength(_stream.Position = Read(path));
    }

    public int Count => _known.Count;

    public IReadOnlyList<SheetAnswer>? Find(string key) => _known.GetValueOrDefault(key);

    public void Add(string key, IReadOnlyList<SheetAnswer> answers)
    {
        if (!_known.TryAdd(key, answers) || _stream is null) return;
        _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Line(key, answers)) + "\n"));
        _stream.Flush();
    }

    public void Dispose() => _stream?.Dispose();

    private long Read(string path)
    {
        var bytes = new byte[_stream!.Length];
        _stream.ReadExactly(bytes);
        var (start, number) = (0, 1);
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1, number++)
        {
            try
            {
                var line = JsonSerializer.Deserialize<Line>(bytes.AsSpan(start, end - start)) ?? throw new JsonException("null");
                _known[line.Key] = line.Answers;
            }
            catch (JsonException e)
            {
                throw new InputException($"{path}, line {number}, is no recorded sheet: {e.Message.Split('\n')[0]} Remove the file to ask everything again.", e);
            }
        }

        return start;
    }
}

/// <summary>An answer as it was given: probabilities by agreement, mass, and why it does not count.</summary>
public sealed record SheetAnswer(IReadOnlyList<double> P, double? Mass, string Reason);
