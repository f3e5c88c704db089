using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Nightly;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Nightly;
using PersonaSim.Engine.Reports.Nightly;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim nightly`: the shipped studies against what they came to before.</summary>
internal static class NightlyCommand
{
    private const string UsualModel = "persim-nano";
    private const int MostShown = 12;

    private static readonly Option<string[]> _only = new("--only") { Description = "Only these: a configuration's name (all its minds), or a study's, e.g. town.small-rule; may be repeated.", HelpName = "STUDY", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Smaller ones with baselines of their own: seconds instead of minutes, and no speeds." };
    private static readonly Option<bool> _accept = new("--accept") { Description = "What the studies come to is the baseline from now on; those that did not move keep theirs, and since which version it stands." };
    private static readonly Option<string?> _model = new("--model", "-m") { Description = $"The model that lives the studies beside the rules. [default: {UsualModel}, where it is]", HelpName = "FILE|NAME" };

    private sealed record StudyJson(string Name, string Status, string Message, string? Since, string Parting, int Compared, IReadOnlyList<Movement> Moved, IReadOnlyList<string> Notes);

    private sealed record Document(bool Fine, string Persim, string Page, IReadOnlyList<StudyJson> Studies);

    public static Command Create()
    {
        var command = new Command("nightly", "Lives the shipped studies with rules, and with persim-nano where it is, and says which number is not as its baseline in runs/baselines has it, by how much, and since which version.") { _only, _quick, _accept, _model, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim nightly", "persim nightly --quick --only town.small", "persim nightly --json", "persim nightly --only reputation-rule --accept");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var model = parsed.GetValue(_model) is { } named ? ModelFiles.Find(named) : File.Exists(ModelName.PathOf(UsualModel)) ? UsualModel : null;
        var studies = NightlyStudy.All(model, parsed.GetValue(_quick), parsed.GetValue(_only) ?? []);
        var results = new NightlyRunner(studies, parsed.GetValue(_accept), error, cancellation).Run();
        var page = Path.Combine(NightlyRunner.RunFolderPath, "nightly.html");
        Directory.CreateDirectory(NightlyRunner.RunFolderPath);
        File.WriteAllText(page + ".new", NightlyReport.Of(results, ProgramVersion.Text).Html());
        File.Move(page + ".new", page, overwrite: true);
        var fine = results.All(r => r.IsFine);
        if (parsed.GetValue(RunOptions.Json))
        {
            Json.Write(output, new Document(fine, ProgramVersion.Text, page, [.. results.Select(r => new StudyJson(r.Name, r.Status.ToString(), r.Message, r.Since, r.Parting, r.Diff?.Compared ?? 0, r.Diff?.Moved ?? [], r.Diff?.Notes ?? []))]));
        }
        else
        {
            foreach (var result in results) Tell(output, result);
            if (model is null) output.WriteLine($"Rules only: there is no models/{UsualModel}.gguf here.");
            output.WriteLine($"{(results.Any(r => r.Status == NightlyStatus.Accepted) ? $"{Words.Count(results.Count(r => r.Status == NightlyStatus.Accepted), "baseline")} written" : fine ? "Nothing moved" : $"{results.Count(r => !r.IsFine)} of {results.Count} are not as their baselines have them")}; all numbers are in {Folders.Show(page)}");
        }

        return fine ? 0 : 1;
    }

    private static void Tell(TextWriter output, NightlyResult result)
    {
        var moved = result.Diff?.Moved ?? [];
        output.WriteLine(result.Status switch
        {
            NightlyStatus.Same => $"{result.Name}: as with persim {result.Since}, {result.Diff!.Compared} hashes and numbers",
            NightlyStatus.Moved => $"{result.Name}: {moved.Count} of {result.Diff!.Compared} hashes and numbers moved since persim {result.Since}",
            NightlyStatus.Accepted => $"{result.Name}: accepted{(result.Diff is not null ? $", {moved.Count} moved since persim {result.Since}" : "")}",
            NightlyStatus.NoBaseline => $"{result.Name}: {result.Message}",
            _ => $"{result.Name}: failed: {result.Message}",
        });
        if (result.Parting.Length > 0) output.WriteLine($"  history: {result.Parting}");
        foreach (var note in result.Diff?.Notes ?? []) output.WriteLine($"  note: {note}");
        foreach (var m in moved.Where(m => m.Change is not null || m.Then is null || m.Now is null).Take(MostShown)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {m.Name}: {m.Then ?? "nothing"} -> {m.Now ?? "nothing"} ({m.Size}; {m.Allowed})"));
        var hidden = moved.Count(m => m.Change is not null || m.Then is null || m.Now is null) - MostShown;
        if (hidden > 0) output.WriteLine($"  and {hidden} others");
    }
}
