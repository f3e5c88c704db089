using PersonaSim.Engine.Runs.Stores.Databases;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>The rows that a step writes, each with the step and its place before it.</summary>
internal static class RowTables
{
    public static void Insert(IStoreDatabase database, StepId id, StepLog log)
    {
        Insert(database, Table.Events, id, log.Events, static (w, r) => w.Text(r.Kind).Text(r.Who).Text(r.Other).Text(r.Place).Text(r.Data));
        Insert(database, Table.Messages, id, log.Messages, static (w, r) => w.Text(r.From).Text(r.To).Text(r.Place).Number(r.Encounter).Number(r.Turn).Text(r.Text).Number(r.Fallback ? 1 : 0));
        Insert(database, Table.Actions, id, log.Actions, static (w, r) => w.Text(r.Who).Text(r.Action).Text(r.Target).Text(r.Place).Text(r.Params).Number(r.Done ? 1 : 0).Text(r.Reason).Number(r.Fallback ? 1 : 0));
        Insert(database, Table.Probes, id, log.Probes, static (w, r) => w.Text(r.Instrument).Text(r.Item).Text(r.Trait).Text(r.Who).Text(r.Condition).Real(r.Value).Real(r.Mass).Text(r.Data));
        Insert(database, Table.Measures, id, log.Measures, static (w, r) => w.Text(r.Name).Text(r.Group).Real(r.Value));
        Insert(database, Table.Edges, id, log.Edges, static (w, r) => w.Text(r.Kind).Text(r.From).Text(r.To).Real(r.Weight));
        Insert(database, Table.Safety, id, log.Safety, static (w, r) => w.Text(r.Who).Text(r.Category).Text(r.Severity).Text(r.Policy).Real(r.FactorBefore).Real(r.FactorAfter).Text(r.Text));
    }

    private static void Insert<T>(IStoreDatabase database, Table table, StepId id, List<T> rows, Action<IRowWriter, T> columns)
    {
        if (rows.Count == 0) return;
        using var writer = database.Insert(table);
        for (var n = 0; n < rows.Count; n++)
        {
            columns(writer.Number(id.Tick).Number(id.Phase).Number(id.Round).Number(n), rows[n]);
            writer.EndRow();
        }

        writer.Complete();
    }
}
