using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>The part of a file that has arrived, with its hash so far; what it is a part of stands beside it.</summary>
internal sealed class PullPart : IDisposable
{
    private const int Head = 64;
    private readonly FileStream _stream;
    private readonly string _state;
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PullPart(string path, FileStream stream, PullState? state)
    {
        (Path, _stream, _state, State) = (path, stream, path + ".json", state);
    }

    public string Path { get; }

    public PullState? State { get; private set; }

    public long Length => _stream.Length;

    /// <summary>Opens what an earlier start left, if it is of this file and can be gone on with; otherwise an empty part.</summary>
    public static PullPart Open(string target, string address, string? sha256, Action<string> note, CancellationToken cancellation)
    {
        var path = target + ".part";
        FileKinds.RequireReplaceable(path);
        var state = PullState.Read(path + ".json");
        var part = new PullPart(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0), state);
        try
        {
            if (part.Length == 0) return part;
            var fault = state is null ? "nothing says what it is a part of"
                : state.Address != address ? $"it is a part of {state.Address}"
                : sha256 is not null && state.Sha256 is not null && sha256 != state.Sha256 ? "it is a part of a file with another SHA-256"
                : !part.CanGoOn(sha256) ? "the server gave no mark by which to see that the file is still the same"
                : state.Length < part.Length ? "it is longer than the file"
                : null;
            if (fault is not null)
            {
                note($"{Folders.Show(path)} is not gone on with: {fault}");
                part.Restart();
                return part;
            }

            part.HashAgain(cancellation);
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>Whether a rest can be appended without doubt: the server's mark says that it is of the same file, or a hash will.</summary>
    public bool CanGoOn(string? sha256) => (State?.ETag ?? sha256 ?? State?.Sha256) is not null;

    public void Remember(PullState state)
    {
        if (state == State) return;
        state.Write(_state);
        State = state;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Position = _stream.Length;
            _stream.Write(bytes);
        }
        catch (IOException e)
        {
            throw new InputException($"{Folders.Show(Path)} cannot be written: {e.Message.TrimEnd('.')}. Make room; the same command goes on where this one stopped.", e);
        }

        _hash.AppendData(bytes);
    }

    public void Restart()
    {
        _stream.SetLength(0);
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>The file's first bytes as text, to say what came instead of a model.</summary>
    public string Beginning()
    {
        var bytes = new byte[Math.Min(Head, Length)];
        _stream.Position = 0;
        _stream.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Everything is on the disk, and others may read it.</summary>
    public void Close()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
    }

    /// <summary>Keeps what has arrived for a later start; where nothing has, nothing stays behind.</summary>
    public void Dispose()
    {
        if (_stream.CanRead && Length == 0) Delete();
        _stream.Dispose();
        _hash.Dispose();
    }

    /// <summary>Nothing of it is worth keeping.</summary>
    public void Delete()
    {
        _stream.Dispose();
        File.Delete(Path);
        File.Delete(_state);
    }

    /// <summary>Gives the whole file its own name.</summary>
    public void MoveTo(string target)
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(_state);
    }

    private void HashAgain(CancellationToken cancellation)
    {
        var buffer = new byte[1 << 20];
        _stream.Position = 0;
        for (int read; (read = _stream.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            _hash.AppendData(buffer, 0, read);
        }
    }
}
