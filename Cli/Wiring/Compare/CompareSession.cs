using System.CommandLine;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>One call of `persim compare`: plan, folder, runs, result.</summary>
internal sealed class CompareSession : IDisposable
{
    private readonly ParseResult _parsed;
    private readonly CompareFolder _folder;
    private readonly Declaration? _prereg;
    private readonly RunRequest _request;
    private readonly CompareRuns _runs;
    private readonly CancellationToken _cancellation;

    private CompareSession(ParseResult parsed, ComparePlan plan, CompareFolder folder, Declaration? prereg, CancellationToken cancellation)
    {
        (_parsed, Plan, _folder, _prereg, _cancellation) = (parsed, plan, folder, prereg, cancellation);
        _request = new RunRequest(parsed.GetValue(RunOptions.Mock)) { Prompts = parsed.GetValue(RunOptions.Prompts) };
        _runs = new CompareRuns(plan, folder, _request, parsed.GetValue(RunOptions.Set) ?? [], parsed.InvocationConfiguration.Error, cancellation);
    }

    public ComparePlan Plan { get; }

    public static CompareSession Open(ParseResult parsed, string? name, CancellationToken cancellation)
    {
        var configPath = RunConfigs.Find(parsed.GetRequiredValue(CompareOptions.Config));
        var file = parsed.GetValue(CompareOptions.Prereg) ?? ComparePlan.PreregFile(configPath);
        if (parsed.GetValue(CompareOptions.Prereg) is not null && !File.Exists(file)) throw new InputException($"--prereg {file} does not exist: make it with persim prereg CONFIG --out {file}.");
        var prereg = File.Exists(file) ? Declaration.Read(file) : null;
        var plan = ComparePlan.Of(parsed, prereg);
        return new CompareSession(parsed, plan, CompareFolder.At(name ?? RunConfigs.NameOf(configPath) + "-compare", RunPlaces.Root(plan.Config)), prereg, cancellation);
    }

    /// <summary>Makes what is missing and says what came of it.</summary>
    /// <param name="makes">Otherwise only what is there is read.</param>
    public int Go(bool makes)
    {
        if (!makes && !_folder.Exists) throw new InputException($"There is no comparison in {Folders.Show(_folder.Path)}: without --no-runs this command makes it.");
        var page = _parsed.GetValue(CompareOptions.Page) is { } named ? PageFile.Require("--page", named) : makes ? _folder.Page : null;
        if (makes) _runs.RequireArms();
        if (makes) _folder.Take();
        var manifest = _folder.Exists ? Known() : _folder.Begin(New(), Plan.Base);
        if (makes && !_runs.Make()) return Stopped();
        var result = Judge(manifest);
        if (makes) _folder.WriteResult(result);
        if (page is not null) ComparedRuns.WritePage(_folder, result, page, _parsed.InvocationConfiguration.Error, _cancellation);
        return new ComparePage(_parsed, result, Plan, _folder, page).Show();
    }

    // whoever stops it wants to be gone: what is known so far is read by --no-runs
    private int Stopped()
    {
        var (output, finished, all) = (_parsed.InvocationConfiguration.Output, _runs.Finished(), Plan.Arms.Count * Plan.Seeds.Count);
        if (_parsed.GetValue(RunOptions.Json)) Json.Write(output, new { comparison = _folder.Name, stopped = true, finished, runs = all });
        else output.WriteLine($"{_folder.Name}: stopped, {finished} of {Words.Count(all, "run")} finished. Nothing is lost: the same command goes on, and with --no-runs it says what is known so far.");
        return CommandLine.Cancelled;
    }

    /// <summary>The finished runs, judged as they are now.</summary>
    public ComparisonResult? Pilot() => _folder.Exists ? Judge(Known()) : null;

    public void Dispose() => _folder.Dispose();

    private ComparisonResult Judge(CompareManifest manifest)
    {
        var read = _runs.Read();
        IReadOnlyList<string> notes = [.. CompareArms.Notes(Plan.Arms, Plan.Config, _request), .. _runs.Notes];
        var comparison = new PairedComparison(manifest.Declared, Plan.Declaration, read);
        comparison.RequireKnown(Plan.Config.Compare?.Primary.Keys ?? []);
        return comparison.Result(manifest.Comparison, manifest.Preregistration is not null, manifest.Declared.ChangesTo(Plan.Declaration), notes) with { Curves = _runs.Curves() };
    }

    private CompareManifest Known()
    {
        var manifest = _folder.ReadManifest();
        _folder.RequireEqual(Plan.Base, Studies.Catalog);
        if (manifest.Mock != _request.Mock) throw new InputException($"The comparison {_folder.Name} was begun {(manifest.Mock ? "with" : "without")} --mock: go on with it {(manifest.Mock ? "with" : "without")} it, or take another folder with --out.");
        if (_prereg is not null && manifest.Preregistration != _prereg.Hash) _parsed.InvocationConfiguration.Error.WriteLine($"persim: note: the preregistration {_prereg.Hash[..12]} is not the one that {_folder.Name} was begun with ({manifest.Preregistration?[..12] ?? "none"}): what was said at the first run counts.");
        return manifest;
    }

    private CompareManifest New() => new(
        _folder.Name, _request.Mock, _prereg ?? Plan.Declaration, (_prereg ?? Plan.Declaration).Hash, _prereg?.Hash, ProgramVersion.Text, TimeProvider.System.GetUtcNow());
}
