namespace PersonaSim.Engine.Runs.Stores.Databases;

/// <summary>Takes the columns of a table's rows one after the other: the way for many rows.</summary>
internal interface IRowWriter : IDisposable
{
    IRowWriter Text(string? value);

    IRowWriter Number(long value);

    IRowWriter Real(double? value);

    IRowWriter Bytes(byte[] value);

    void EndRow();

    /// <summary>Hands over what was written; without it, nothing was.</summary>
    void Complete();
}
