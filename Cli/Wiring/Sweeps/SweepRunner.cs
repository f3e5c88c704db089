using PersonaSim.Cli.Live;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>Runs the cells of a sweep in this process, one after the other: those that are finished are passed over, others go on where they stopped.</summary>
internal sealed class SweepRunner(SweepFolder sweep, TextWriter error, CancellationToken cancellation)
{
    /// <summary>Runs one cell to its end, or finds it there.</summary>
    /// <returns>Its manifest as it stands.</returns>
    public RunManifest Run(SweepCell cell)
    {
        var launcher = new RunLauncher(error, cancellation);
        var name = $"{cell.Run} of {sweep.Plan.Cells.Count}";
        LiveBar? bar = null;
        try
        {
            if (sweep.RunOf(cell) is { } begun)
            {
                var manifest = begun.ReadManifest();
                if (manifest.ConfigHash != cell.ConfigHash) throw new InputException($"{Folders.Show(begun.Path)} was begun with another configuration than the sweep's plan has for it: delete that folder to run the cell anew.");
                return manifest.Status == RunStatus.Finished ? manifest : launcher.Resume(begun, null, [], (_, ticks, _) => bar = new LiveBar(error, name, ticks));
            }

            // begun and killed before its first tick could begin: nothing is lost
            var left = Path.Combine(sweep.Runs, cell.Run);
            if (Directory.Exists(left)) Directory.Delete(left, recursive: true);
            var bound = Studies.Catalog.Bind(ConfigFile.Load(sweep.ConfigOf(cell)));
            return launcher.Start(bound, new RunRequest(sweep.Plan.Mock) { Prompts = sweep.Plan.Prompts }, cell.Run, cell.Run, null, (_, _) => bar = new LiveBar(error, name, bound.As<RunConfig>().Ticks));
        }
        finally
        {
            bar?.Dispose();
        }
    }

    /// <summary>Runs all that is not finished. A cell that fails does not keep others from running; it is told at the end.</summary>
    public void RunAll()
    {
        foreach (var cell in sweep.Plan.Cells)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Run(cell);
            }
            catch (PersimException e)
            {
                error.WriteLine($"persim: {cell.Run} ({Told(cell)}): {e.Message}");
            }
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public string Told(SweepCell cell) => string.Join(", ", sweep.Plan.Axes.Select((a, i) => $"{a.Key}={cell.Values[i]}"));
}
