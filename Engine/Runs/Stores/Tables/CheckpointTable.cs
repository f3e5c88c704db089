using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Saved states, compressed.</summary>
internal static class CheckpointTable
{
    public static void Insert(IStoreDatabase database, Checkpoint checkpoint)
    {
        using var row = database.Insert(Table.Checkpoints);
        row.Number(checkpoint.Tick).Number(checkpoint.StateVersion).Text(checkpoint.EventHash).Text(checkpoint.ProbeHash)
            .Number(checkpoint.State.Length).Text(StoredState.Hash(checkpoint.State)).Bytes(StoredState.Pack(checkpoint.State)).EndRow();
        row.Complete();
    }

    public static bool Any(IStoreDatabase database) => database.Connection.ExecuteScalar<long>("select count(*) from checkpoints") > 0;

    public static Checkpoint? At(IStoreDatabase database, long tick)
    {
        var row = database.Connection.QuerySingleOrDefault<Row>("""
            select tick, state_version as StateVersion, event_hash as EventHash, probe_hash as ProbeHash, size, state_hash as StateHash, state
            from checkpoints where tick <= @tick order by tick desc limit 1
            """, new { tick });
        if (row is null) return null;
        var state = StoredState.Unpack(row.State, row.Size, row.StateHash)
            ?? throw new InputException($"The checkpoint behind tick {row.Tick} in {database.Where} is damaged: its content does not have the hash that was kept with it. Restore the run from a copy. A checkpoint only saves time: an earlier one and the answers lead to the same state.");
        return new Checkpoint(row.Tick, (int)row.StateVersion, StoredText.Decode(row.EventHash), StoredText.Decode(row.ProbeHash), state);
    }

    public static int Prune(IStoreDatabase database, long keepEvery) => database.Connection.Execute("""
        delete from checkpoints where (tick + 1) % @keepEvery <> 0
            and tick > (select min(tick) from checkpoints) and tick < (select max(tick) from checkpoints)
        """, new { keepEvery });

    private sealed class Row
    {
        public required long Tick { get; init; }
        public required long StateVersion { get; init; }
        public required string EventHash { get; init; }
        public required string ProbeHash { get; init; }
        public required long Size { get; init; }
        public required string StateHash { get; init; }
        public required byte[] State { get; init; }
    }
}
