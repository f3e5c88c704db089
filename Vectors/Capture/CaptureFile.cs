using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Vectors.Capture;

/// <summary>
/// The work file of a set: a header, then one record for each text in order. Append-only while it is written; what a killed process left torn is
/// cut off by the record's checksum. Read record by record, so that memory does not grow with the number of items.
/// </summary>
/// <remarks>"PSCAPT01", int32 length and bytes of the header's JSON; records of int32 number, [layers, width] states, [layers] lengths, 8 bytes of SHA-256.</remarks>
public sealed class CaptureFile : IDisposable
{
    private const int Checksum = 8;
    private static ReadOnlySpan<byte> Magic => "PSCAPT01"u8;

    private readonly SafeFileHandle _file;
    private readonly long _start;
    private readonly byte[] _record;

    private CaptureFile(string path, SafeFileHandle file, CaptureHeader header, long start)
    {
        (Path, _file, Header, _start) = (path, file, header, start);
        _record = new byte[RecordBytes(header)];
        Items = CapturedPairs.Of(header);
    }

    public string Path { get; }

    public CaptureHeader Header { get; }

    /// <summary>Texts whose states are there.</summary>
    public int Count { get; private set; }

    public bool IsComplete => Count == Header.Texts.Count;

    /// <summary>Where the states of each item's poles stand.</summary>
    public IReadOnlyList<CapturedPairs> Items { get; }

    /// <summary>Opens a kept work file.</summary>
    public static CaptureFile Open(string path)
    {
        try
        {
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            try
            {
                if (ReadHeader(file) is not { } found) throw new InputException($"{path} is no file of captured states, or its header is damaged: remove it and compute the vectors again.");
                var opened = new CaptureFile(path, file, found.Header, found.Start);
                opened.CountWhole();
                return opened.IsComplete ? opened : throw new InputException($"{path} holds {opened.Count} of {found.Header.Texts.Count} texts: it is of a computation that was stopped; run the same `persim vectors compute` again.");
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Goes on with what is there where it was captured from the same things, and starts anew otherwise.</summary>
    internal static CaptureFile Continue(string path, CaptureHeader header)
    {
        FileKinds.RequireReplaceable(path);
        try
        {
            var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                var bytes = header.ToBytes();
                if (ReadHeader(file) is { } found && found.Header.ToBytes().AsSpan().SequenceEqual(bytes))
                {
                    var going = new CaptureFile(path, file, header, found.Start);
                    going.CountWhole();
                    return going;
                }

                RandomAccess.SetLength(file, 0);
                var head = new byte[Magic.Length + sizeof(int) + bytes.Length];
                Magic.CopyTo(head);
                BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(Magic.Length), bytes.Length);
                bytes.CopyTo(head, Magic.Length + sizeof(int));
                RandomAccess.Write(file, head, 0);
                return new CaptureFile(path, file, header, head.Length);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Bytes that a whole file of this header takes.</summary>
    internal static long Bytes(CaptureHeader header) => Magic.Length + sizeof(int) + header.ToBytes().Length + ((long)RecordBytes(header) * header.Texts.Count);

    /// <summary>Adds the next text's states; [layers, width] and [layers].</summary>
    internal void Append(ReadOnlySpan<float> states, ReadOnlySpan<float> lengths)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_record, Count);
        var body = MemoryMarshal.Cast<byte, float>(_record.AsSpan(sizeof(int)..^Checksum));
        states.CopyTo(body);
        lengths.CopyTo(body[states.Length..]);
        SHA256.HashData(_record.AsSpan(..^Checksum)).AsSpan(0, Checksum).CopyTo(_record.AsSpan(^Checksum));
        try
        {
            RandomAccess.Write(_file, _record, _start + ((long)Count * _record.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, e);
        }

        Count++;
    }

    /// <summary>Forgets the texts from one on.</summary>
    internal void Truncate(int count)
    {
        Count = count;
        RandomAccess.SetLength(_file, _start + ((long)count * _record.Length));
    }

    /// <summary>A text's states [layers, width] followed by the mean lengths of its rows [layers]; valid until the next call.</summary>
    public ReadOnlySpan<float> Read(int text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(text, Count);
        return TryRead(text) ? MemoryMarshal.Cast<byte, float>(_record.AsSpan(sizeof(int)..^Checksum)) : throw new InputException($"{Path} is damaged at text {text}: remove it and compute again.");
    }

    public void Dispose() => _file.Dispose();

    private bool TryRead(int text)
    {
        if (RandomAccess.Read(_file, _record, _start + ((long)text * _record.Length)) < _record.Length) return false;
        if (BinaryPrimitives.ReadInt32LittleEndian(_record) != text) return false;
        return SHA256.HashData(_record.AsSpan(..^Checksum)).AsSpan(0, Checksum).SequenceEqual(_record.AsSpan(^Checksum));
    }

    private void CountWhole()
    {
        Count = 0;
        while (Count < Header.Texts.Count && TryRead(Count)) Count++;
    }

    private static int RecordBytes(CaptureHeader header) => checked(sizeof(int) + (header.Layers.Count * (header.Width + 1) * sizeof(float)) + Checksum);

    private static (CaptureHeader Header, long Start)? ReadHeader(SafeFileHandle file)
    {
        var head = new byte[Magic.Length + sizeof(int)];
        if (RandomAccess.Read(file, head, 0) < head.Length || !head.AsSpan(0, Magic.Length).SequenceEqual(Magic)) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(Magic.Length));
        if (length <= 0 || length > RandomAccess.GetLength(file) - head.Length) return null;
        var json = new byte[length];
        if (RandomAccess.Read(file, json, head.Length) < length || CaptureHeader.Parse(json) is not { Version: CaptureHeader.CurrentVersion } header) return null;
        return (header, head.Length + length);
    }

    private static InputException Unwritable(string path, Exception e) =>
        new($"{path} cannot be written: {e.Message.TrimEnd('.')}. If another process computes into the same folder, wait for it; otherwise make room or choose another folder with --out.", e);
}
