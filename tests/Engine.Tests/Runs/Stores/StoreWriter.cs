using System.Diagnostics;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>
/// The test assembly as a program: writes pages and steps whose content follows from their place alone, until somebody kills it. With
/// <c>postgres://...</c> it writes there, else into a folder. After each commit it says so in a line.
/// </summary>
internal static class StoreWriter
{
    /// <summary>Instead of a number of steps: opens the run in a folder to read, and says its last step.</summary>
    public const int OnlyRead = -1;

    private const int Pages = 2, PageSize = 25, RowsPerStep = 60;

    public static int Main(string[] arguments)
    {
        var (place, run, steps) = (arguments[0], arguments[1], int.Parse(arguments[2]));
        try
        {
            using var store = steps == OnlyRead ? SqliteRunStore.OpenRead(Path.Combine(place, run)) : Open(place, run);
            if (steps == OnlyRead)
            {
                Told($"{store.Last?.Id}");
                return 0;
            }

            Told("open");
            for (var i = Next(store); i < steps; i++) Write(store, i);
            return 0;
        }
        catch (Native.InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return e.ExitCode;
        }
    }

    /// <summary>Starts it as a process of its own; <paramref name="prefix"/>: a program that starts it in turn.</summary>
    public static Process Start(string place, string run, int steps = int.MaxValue, params ReadOnlySpan<string> prefix)
    {
        string[] command = [.. prefix, Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", "exec", typeof(StoreWriter).Assembly.Location, place, run, steps.ToString()];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>What is wrong with what lies there; empty: whole pages and whole steps, each as it was written.</summary>
    public static string FindHarm(IRunStore store)
    {
        var next = Next(store);
        for (var i = 0; i < next; i++)
        {
            var (id, pages, log, checkpoint) = Content(i);
            if (!store.Answers(id).Select(Plain.Of).SequenceEqual(pages.SelectMany(p => p).Select(Plain.Of))) return $"answers of {id}";
            if (store.Find(id) != Committed(id, pages)) return $"step {id}";
            if (checkpoint is not null && Plain.Of(store.CheckpointAt(id.Tick)) != Plain.Of(checkpoint)) return $"checkpoint {id.Tick}";
            foreach (var (table, count) in Counts(log))
            {
                if ((long)store.Query($"select count(*) as n from {table} where tick = @tick and phase = @phase", new { tick = id.Tick, phase = (long)id.Phase })[0]["n"]! != count) return $"{table} of {id}";
            }
        }

        var (open, openPages, _, _) = Content(next);
        var there = store.Answers(open);
        if (there.Count % PageSize != 0 || !there.Select(Plain.Of).SequenceEqual(openPages.SelectMany(p => p).Take(there.Count).Select(Plain.Of))) return $"{there.Count} answers of the open step {open}";
        foreach (var (table, _) in Counts(new StepLog()))
        {
            if ((long)store.Query($"select count(*) as n from {table} where tick > @tick or (tick = @tick and phase >= @phase)", new { tick = open.Tick, phase = (long)open.Phase })[0]["n"]! != 0) return $"{table} behind the last step";
        }

        return store.CheckpointAt(long.MaxValue)?.Tick > (store.Last?.Id.Tick ?? 0) ? "a checkpoint behind the last step" : "";
    }

    private static IRunStore Open(string place, string run)
    {
        if (place.StartsWith("postgres://", StringComparison.Ordinal)) return PostgresRunStore.Open(place, run);
        return SqliteRunStore.Open(Path.Combine(place, run));
    }

    // steps are numbered 0, 1, 2, ...: three phases a tick, a checkpoint behind each tick
    private static int Next(IRunStore store) => store.Last is { } last ? (int)(((last.Id.Tick - 1) * 3) + last.Id.Phase + 1) : 0;

    private static void Write(IRunStore store, int i)
    {
        var (id, pages, log, checkpoint) = Content(i);
        var there = store.Answers(id).Count;
        foreach (var page in pages.Skip(there / PageSize))
        {
            store.CommitAnswers(id, page);
            Told("page");
        }

        store.CommitStep(Committed(id, pages), log, checkpoint);
        Told("step");
    }

    private static void Told(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }

    private static CommittedStep Committed(StepId id, List<List<StoredAnswer>> pages) => new(id, "act", pages.Sum(p => p.Count), $"e{id}", $"p{id}");

    private static (StepId Id, List<List<StoredAnswer>> Pages, StepLog Log, Checkpoint? Checkpoint) Content(int i)
    {
        var id = new StepId(1 + (i / 3), i % 3, 0);
        var random = new RandomRows((ulong)i);
        return (id, [.. Enumerable.Range(0, Pages).Select(p => random.Answers(id, PageSize, p))], random.Log(RowsPerStep), id.Phase == 2 ? random.Checkpoint(id.Tick) : null);
    }

    private static IEnumerable<(string Table, int Count)> Counts(StepLog log) =>
        [("events", log.Events.Count), ("messages", log.Messages.Count), ("actions", log.Actions.Count), ("probes", log.Probes.Count), ("measures", log.Measures.Count), ("edges", log.Edges.Count), ("safety", log.Safety.Count)];
}
