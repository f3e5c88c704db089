using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Exports.Bundles;

/// <summary>A run's record alone: steps with their hashes, answers with their doses, and the state it began with where it continues another run.</summary>
internal static class BundleRecord
{
    /// <summary>Writes the complete ticks into a store of their own; rows are left out, because a replay writes them again.</summary>
    /// <returns>The last step.</returns>
    public static CommittedStep Copy(IRunStore from, RunManifest manifest, string folder, Action<long>? progress, CancellationToken cancellation)
    {
        using var to = SqliteRunStore.Create(folder);
        if (manifest.From is { } origin) to.CommitStart(from.CheckpointAt(origin.Tick) ?? throw new RunDivergedException($"{from.Where} does not hold the state behind tick {origin.Tick} of {origin.Run}, with which it began."));
        CommittedStep? last = null;
        from.Snapshot(snapshot =>
        {
            foreach (var id in Steps(snapshot, manifest.TicksDone))
            {
                cancellation.ThrowIfCancellationRequested();
                last = from.Find(id) ?? throw new InvalidOperationException($"{from.Where} lists step {id} and does not hold it.");
                var answers = from.Answers(id);
                if (answers.Count > 0) to.CommitAnswers(id, answers);
                to.CommitStep(last, new StepLog());
                progress?.Invoke(id.Tick);
            }
        });
        return last ?? throw new InvalidOperationException($"{from.Where} holds no step.");
    }

    private static List<StepId> Steps(RunSnapshot snapshot, long ticks)
    {
        var steps = new List<StepId>();
        snapshot.Rows(FormattableString.Invariant($"select tick, phase, round from steps where tick < {ticks} order by tick, phase, round"), row => steps.Add(new StepId(row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2))));
        return steps;
    }
}
