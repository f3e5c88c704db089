using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PersonaSim.Engine.Runs.Rows;

/// <summary>SHA-256 over fields, each with its length before it, so that no two rows read the same.</summary>
internal sealed class RowHash
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public RowHash Mark(char kind)
    {
        _bytes.GetSpan(1)[0] = (byte)kind;
        _bytes.Advance(1);
        return this;
    }

    public RowHash Text(string? text)
    {
        Number(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null) Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    public RowHash Number(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
        return this;
    }

    public RowHash Number(double? value)
    {
        Flag(value is not null);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value ?? 0);
        _bytes.Advance(sizeof(double));
        return this;
    }

    public RowHash Flag(bool value) => Mark(value ? '1' : '0');

    public byte[] Finish()
    {
        var hash = SHA256.HashData(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
        return hash;
    }
}
