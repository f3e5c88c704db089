using Dapper;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>The committed steps.</summary>
internal static class StepTable
{
    private const string Columns = "tick, phase, round, phase_name as PhaseName, answers, event_hash as EventHash, probe_hash as ProbeHash";

    public static void Insert(IStoreDatabase database, CommittedStep step)
    {
        using var row = database.Insert(Table.Steps);
        row.Number(step.Id.Tick).Number(step.Id.Phase).Number(step.Id.Round).Text(step.PhaseName).Number(step.Answers).Text(step.EventHash).Text(step.ProbeHash).EndRow();
        row.Complete();
    }

    public static CommittedStep? Last(IStoreDatabase database) =>
        database.Connection.QuerySingleOrDefault<Row>($"select {Columns} from steps order by tick desc, phase desc, round desc limit 1")?.ToStep();

    public static CommittedStep? Find(IStoreDatabase database, StepId id) =>
        database.Connection.QuerySingleOrDefault<Row>($"select {Columns} from steps where tick = @tick and phase = @phase and round = @round", new { tick = id.Tick, phase = (long)id.Phase, round = (long)id.Round })?.ToStep();

    private sealed class Row
    {
        public required long Tick { get; init; }
        public required long Phase { get; init; }
        public required long Round { get; init; }
        public required string PhaseName { get; init; }
        public required long Answers { get; init; }
        public required string EventHash { get; init; }
        public required string ProbeHash { get; init; }

        public CommittedStep ToStep() => new(new StepId(Tick, (int)Phase, (int)Round), StoredText.Decode(PhaseName), (int)Answers, StoredText.Decode(EventHash), StoredText.Decode(ProbeHash));
    }
}
