using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Exports;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Wiring.Exports;

/// <summary>A run opened to read its tables, also while it goes on: RUN, or RUN@TICK for everything up to a tick.</summary>
internal sealed class OpenRun : IDisposable
{
    private OpenRun(RunFolder folder, RunParts parts, ExportSource source) => (Folder, Parts, Source) = (folder, parts, source);

    public RunFolder Folder { get; }

    public RunParts Parts { get; }

    public ExportSource Source { get; }

    public static OpenRun Of(string text, TextWriter error)
    {
        var at = text.LastIndexOf('@');
        var folder = at < 0 ? RunPlaces.Find(text) : RunPoints.Parse(text).Folder;
        long? tick = at < 0 ? null : RunPoints.Parse(text).Tick;
        var manifest = folder.ReadManifest();
        manifest = manifest with { Run = folder.Run, TicksDone = RunPlaces.TicksDone(folder) };
        if (tick is null && manifest.Status != RunStatus.Finished) error.WriteLine($"persim: note: {folder.Run} is not finished ({Standing(manifest)}): {manifest.TicksDone} of {manifest.Ticks} ticks are whole, and of the next one whatever was committed.");
        var parts = RunParts.Make(RunPlaces.Config(folder, []), folder, vectorHashes: manifest.Vectors);
        return new OpenRun(folder, parts, new ExportSource(manifest, [.. parts.People.People.Select(Shown)], RunPlaces.OpenRead(folder, parts.Config), tick));
    }

    public void Dispose() => Source.Store.Dispose();

    private static string Standing(RunManifest manifest) => manifest.Status switch
    {
        RunStatus.Running => "it goes on, or was killed",
        _ => $"{manifest.Status.ToString().ToLowerInvariant()}: {manifest.Reason.TrimEnd('.')}",
    };

    private static ExportPerson Shown(Person person) => new(person.Name, [.. Enumerable.Range(0, Traits.Letters.Length).Select(t => person.Traits[t])]);
}
