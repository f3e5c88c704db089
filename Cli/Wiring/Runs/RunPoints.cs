using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Finds a tick of a run and the state behind it.</summary>
internal static class RunPoints
{
    public static RunPoint Parse(string text)
    {
        text = OfStep(text);
        var at = text.LastIndexOf('@');
        var folder = RunPlaces.Find(at < 0 ? text : text[..at]);
        var done = RunPlaces.TicksDone(folder);
        if (done == 0) throw new InputException($"The run {folder.Run} has not completed a tick yet.");
        if (at < 0) return new RunPoint(folder, done - 1);
        if (!long.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var tick)) throw new InputException($"'{text}': a point of a run is RUN@TICK, e.g. {folder.Run}@{done - 1}.");
        if (tick >= done) throw new InputException($"The run {folder.Run} has completed {done} ticks, 0 to {done - 1}; there is no tick {tick}.");
        if (folder.ReadManifest().From is { } from && tick < from.Tick) throw new InputException($"{folder.Run} began at tick {from.Tick} of {from.Run}; what was before is in that run: {from.Run}@{tick}.");
        return new RunPoint(folder, tick);
    }

    // the published form, whose step_0 is the beginning
    private static string OfStep(string text)
    {
        const string Step = "/step_";
        var at = text.LastIndexOf(Step, StringComparison.Ordinal);
        if (at <= 0 || !long.TryParse(text.AsSpan(at + Step.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return text;
        return step > 0 ? $"{text[..at]}@{step - 1}" : throw new InputException($"'{text}' is a beginning, not a run: give its people to a new run (--from-seed {text}).");
    }

    /// <summary>The last tick of a run that goes on: a number, or <c>+N</c> beyond what it had.</summary>
    public static long Ticks(string text, RunManifest manifest)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks) || ticks <= 0) throw new InputException($"--ticks takes a number of ticks, or +N for more than the run had, not '{text}'.");
        if (text.StartsWith('+')) ticks += manifest.Ticks;
        return ticks >= manifest.TicksDone ? ticks : throw new InputException($"The run has lived {manifest.TicksDone} ticks already; --ticks {text} lies before that.");
    }

    /// <summary>A run's study as it stood behind a tick.</summary>
    public static (TickLoop Loop, RunParts Parts) Folded(RunPoint point, IRunWatcher? watcher, TextWriter error, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var bound = RunPlaces.Config(point.Folder, []);
        var manifest = point.Folder.ReadManifest();
        var parts = RunParts.Make(bound, point.Folder, vectorHashes: manifest.Vectors);
        using var line = new ProgressLine(error, $"reading {point.Folder.Run} up to tick {point.Tick}", 1);
        using var store = RunPlaces.OpenRead(point.Folder, parts.Config);
        var minds = RunMinds.Absent(manifest, parts.Config);
        var loop = new TickLoop(parts.Study, parts.Treatment, minds, store, new TickPlan(point.Tick + 1) { RecordedOnly = true }, watcher);
        loop.RunTo(point.Tick, through: watcher is not null && manifest.From?.Tick != point.Tick, cancellation);
        return (loop, parts);
    }
}
