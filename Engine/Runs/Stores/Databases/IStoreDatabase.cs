using System.Data.Common;

namespace PersonaSim.Engine.Runs.Stores.Databases;

/// <summary>What a run store needs of a database.</summary>
internal interface IStoreDatabase : IDisposable
{
    /// <summary>For messages; never with a password.</summary>
    string Where { get; }

    bool ReadOnly { get; }

    DbConnection Connection { get; }

    Dialect Dialect { get; }

    void Begin();

    void Commit();

    /// <summary>Leaves no transaction open, whatever state the connection is in.</summary>
    void Rollback();

    /// <summary>Lets nothing be written until <see cref="EndRead"/>.</summary>
    void BeginRead();

    void EndRead();

    /// <summary>Lets every read see the database as it is now, until <see cref="EndSnapshot"/>; nothing can be written.</summary>
    void BeginSnapshot();

    void EndSnapshot();

    /// <summary>One writer at a time.</summary>
    IRowWriter Insert(Table table);

    /// <summary>The database's fault as a line for the user; null when it is no fault of the database or its place.</summary>
    Exception? Explain(Exception fault);

    /// <summary>What is wrong with a query that was given; null when the fault is not the query's.</summary>
    string? WrongInQuery(DbException fault);
}
