using PersonaSim.Native.Files;

namespace PersonaSim.Native.Gguf;

/// <summary>
/// Writes a GGUF v3 file piece by piece under a temporary name; <see cref="Complete"/> gives it its own, and disposing
/// without it leaves nothing behind. Not thread-safe.
/// </summary>
public sealed class GgufWriter : IDisposable
{
    private static int _count;
    private readonly string _path;
    private readonly string _part;
    private readonly FileStream _stream;
    private readonly IReadOnlyList<GgufTensorPlan> _tensors;
    private int _tensor;
    private long _written; // bytes of the current tensor
    private bool _completed;

    /// <summary>Starts the file: everything but the tensor data is written here.</summary>
    public GgufWriter(string path, GgufHeader header)
    {
        _path = Path.GetFullPath(path);
        FileKinds.RequireReplaceable(_path); // a rename would take the place of a device or a link, too
        _tensors = header.Tensors;
        var bytes = header.ToBytes();
        // two processes may make the same file: each writes its own part, the last rename wins; what a killed process of the
        // same number left is overwritten, what a living one holds is locked
        _part = $"{_path}.{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.part";
        _stream = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024);
        try
        {
            _stream.Write(bytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The next bytes of a tensor; tensors come in the header's order and each must be whole before the next starts.</summary>
    public void Append(string tensor, ReadOnlySpan<byte> piece)
    {
        if (_tensor == _tensors.Count) throw new InvalidOperationException($"{tensor}: all {_tensors.Count} tensors are written");
        var plan = _tensors[_tensor];
        if (plan.Name != tensor) throw new InvalidOperationException($"expected data of {plan.Name} ({_written} of {plan.Bytes} bytes are there), found {tensor}");
        if (_written + piece.Length > plan.Bytes) throw new InvalidOperationException($"{tensor} has {plan.Bytes} bytes, {_written + piece.Length} were given");
        _stream.Write(piece);
        _written += piece.Length;
        if (_written < plan.Bytes) return;
        _stream.Write(stackalloc byte[(int)(GgufHeader.Padded(_written) - _written)]);
        _tensor++;
        _written = 0;
    }

    /// <summary>Flushes to the disk and renames; refuses while a tensor is missing.</summary>
    public void Complete()
    {
        if (_tensor < _tensors.Count)
        {
            var (name, bytes) = (_tensors[_tensor].Name, _tensors[_tensor].Bytes);
            throw new InvalidOperationException($"{name} is not written yet ({_written} of {bytes} bytes)");
        }

        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_part, _path, overwrite: true);
        _completed = true;
    }

    public void Dispose()
    {
        if (_completed) return;
        _completed = true;
        try
        {
            _stream.Dispose(); // on a full disk the last flush fails again: the part must go all the same
        }
        finally
        {
            File.Delete(_part);
        }
    }
}
