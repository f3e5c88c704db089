using System.Text.Json;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Exports.Pairs;

/// <summary>Everybody's last lines of a run, with the names that stood around each.</summary>
internal static class SaidLines
{
    public static IReadOnlyDictionary<string, IReadOnlyList<SpokenLine>> Of(ExportSource source, int most, CancellationToken cancellation)
    {
        var said = new Dictionary<string, Queue<SpokenLine>>(StringComparer.Ordinal);
        var until = source.Tick is { } tick ? FormattableString.Invariant($" and tick <= {tick}") : "";
        source.Store.Snapshot(snapshot => snapshot.Rows($"select tick, sender, hearers, place, text from messages where fallback = 0{until} order by tick, phase, round, n", row =>
        {
            cancellation.ThrowIfCancellationRequested();
            var sender = RunSnapshot.Text(row.GetString(1));
            if (!said.TryGetValue(sender, out var lines)) said[sender] = lines = new Queue<SpokenLine>();
            var hearers = JsonSerializer.Deserialize<string[]>(RunSnapshot.Text(row.GetString(2))) ?? [];
            lines.Enqueue(new SpokenLine(row.GetInt64(0), RunSnapshot.Text(row.GetString(4)), [sender, .. hearers]));
            if (lines.Count > most) lines.Dequeue();
        }));
        return said.ToDictionary(s => s.Key, s => (IReadOnlyList<SpokenLine>)[.. s.Value], StringComparer.Ordinal);
    }
}
