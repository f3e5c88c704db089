using System.Globalization;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Reports;

/// <summary>Runs opened to be reported: their stores to read, their people from their configurations.</summary>
internal sealed class RunViews : IDisposable
{
    private RunViews(IReadOnlyList<RunFolder> folders) => Folders = folders;

    public IReadOnlyList<RunFolder> Folders { get; }

    public List<RunView> Views { get; } = [];

    /// <summary>The one line of a page that names its runs.</summary>
    public string Header => string.Join("; ", Views.Zip(Folders, (v, f) => Folders.Count == 1 ? $"Run {f.Run}" : $"{v.Label} is {f.Run}")) + $". Report by persim {ProgramVersion.Text}.";

    public static RunViews Open(IReadOnlyList<string> names)
    {
        var folders = names.Select(n => n.Contains('@', StringComparison.Ordinal) && !Directory.Exists(n) ? throw new InputException($"'{n}': a report is of a whole run; leave the tick out: persim report {n[..n.LastIndexOf('@')]}") : RunPlaces.Find(n)).ToList();
        if (folders.GroupBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"The run {twice.First().Run} is named twice: name each run once.");
        var views = new RunViews(folders);
        try
        {
            foreach (var folder in folders) views.Views.Add(View(folder));
            views.NameApart();
            return views;
        }
        catch
        {
            views.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var view in Views) view.Store.Dispose();
    }

    private static RunView View(RunFolder folder)
    {
        var bound = RunPlaces.Config(folder, []);
        var config = bound.As<RunConfig>();
        var manifest = folder.ReadManifest();
        var parts = RunParts.Make(bound, folder, vectorHashes: manifest.Vectors);
        var people = parts.People.People.Select(p => new ReportPerson(p.Name, [.. Traits.Letters.Select(l => p.Traits[l])])).ToList();
        return new RunView(RunPlaces.OpenRead(folder, config), manifest, string.Create(CultureInfo.InvariantCulture, $"{manifest.Arm}, seed {manifest.Seed}"), File.ReadAllText(folder.Config), people) { Curves = File.Exists(folder.Doses) ? DoseCurves.Of(DoseTable.Read(folder.Doses)) : [] };
    }

    // two runs of one arm and seed are told apart by letters, in the order in which they were named
    private void NameApart()
    {
        foreach (var alike in Views.GroupBy(v => v.Label, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            foreach (var (view, i) in alike.Select((v, i) => (v, i)).ToList()) Views[Views.IndexOf(view)] = view with { Label = $"{view.Label} ({i + 1})" };
        }
    }
}
