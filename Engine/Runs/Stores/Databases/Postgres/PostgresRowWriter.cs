using Npgsql;
using NpgsqlTypes;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Databases.Postgres;

/// <summary>Rows by COPY: one round trip for all of a table's rows in a commit.</summary>
internal sealed class PostgresRowWriter(NpgsqlBinaryImporter copy) : IRowWriter
{
    private bool _inRow;

    public IRowWriter Text(string? value)
    {
        if (value is null) Row().WriteNull();
        else Row().Write(StoredText.Encode(value), NpgsqlDbType.Text);
        return this;
    }

    public IRowWriter Number(long value)
    {
        Row().Write(value, NpgsqlDbType.Bigint);
        return this;
    }

    public IRowWriter Real(double? value)
    {
        if (value is { } real) Row().Write(real, NpgsqlDbType.Double);
        else Row().WriteNull();
        return this;
    }

    public IRowWriter Bytes(byte[] value)
    {
        Row().Write(value, NpgsqlDbType.Bytea);
        return this;
    }

    public void EndRow() => _inRow = false;

    public void Complete() => copy.Complete();

    public void Dispose() => copy.Dispose();

    private NpgsqlBinaryImporter Row()
    {
        if (!_inRow) copy.StartRow();
        _inRow = true;
        return copy;
    }
}
