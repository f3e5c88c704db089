using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A new run from a tick of another one: the same people in the same world, under another arm, other minds or other probes.</summary>
internal static class RunBranch
{
    // a branch may have these otherwise: what reaches people, who answers, what is measured and kept
    private static readonly string[] _free = ["ticks", "minds", "persona.arm", "persona.other_arm", "persona.other_share", "persona.scope", "persona.dose", "persona.match", "persona.levels", "persona.directions", "persona.schedule", "probes", "record", "output", "store"];

    /// <summary>The state behind the tick, if the new configuration can live on with it.</summary>
    public static Checkpoint State(RunPoint point, BoundConfig bound, TextWriter error, CancellationToken cancellation)
    {
        var config = bound.As<RunConfig>();
        var parent = RunPlaces.Config(point.Folder, []);
        if (parent.As<RunConfig>().Study != config.Study) throw new InputException($"{point.Folder.Run} is a run of the study {parent.As<RunConfig>().Study}, and this configuration is one of {config.Study}.");
        var free = _free.Concat(Studies.Find(config.Study).MayBranch.Select(k => $"{config.Study}.{k}")).ToList();
        var other = ConfigDiff.Between(parent, bound).Where(d => !free.Any(f => d.Path == f || d.Path.StartsWith(f + ".", StringComparison.Ordinal))).ToList();
        if (other.Count > 0) throw new InputException($"A run from {point.Folder.Run}@{point.Tick} lives on in that run's world, and this configuration has another one: {string.Join("; ", other.Take(5).Select(d => $"{d.Path} is {d.Right ?? "nothing"}, there {d.Left ?? "nothing"}"))}. What may differ: {string.Join(", ", free)}.");
        if (point.Tick + 1 >= config.Ticks) throw new InputException($"{point.Folder.Run} has lived {point.Tick + 1} ticks at that point, and this configuration ends after {config.Ticks}: give it more (--ticks {point.Tick + 1 + config.Ticks}).");
        var (loop, _) = RunPoints.Folded(point, null, error, cancellation);
        return loop.State(point.Tick);
    }
}
