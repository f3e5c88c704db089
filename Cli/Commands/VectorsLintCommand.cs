using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors lint`: may the texts that make vectors, the personas and the instruments stand beside each other?</summary>
internal static class VectorsLintCommand
{
    private static readonly Argument<string[]> _files = new("files") { Description = "Contrast sets (JSONL, ours or the published project's); by default all of prompts/contrast.", HelpName = "FILES", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(int Texts, int Errors, int Warnings, int Notes, IReadOnlyList<LintSummary> Sets, IReadOnlyList<LintFinding> Findings);

    public static Command Create()
    {
        var command = new Command("lint", "Compare contrast sets, persona prompts, behaviour scenarios and instruments with each other.") { _files, _json };
        HelpWithExamples.Declare(command, "persim vectors lint", "persim vectors lint my/E.jsonl --json", "persim vectors lint extraversion_train.jsonl extraversion_eval.jsonl");
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var sets = Files(parsed.GetValue(_files) ?? []).Select(ContrastSet.ReadAsItStands).ToList();
        var found = Lint.Check(sets, LintTexts.Of(new PromptLibrary(Folders.Prompts)));
        var report = new Report(found.Texts, found.Count(LintSeverity.Error), found.Count(LintSeverity.Warning), found.Count(LintSeverity.Note), found.Sets, found.Findings);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report);
        return report.Errors > 0 ? 1 : 0;
    }

    private static List<string> Files(string[] given)
    {
        if (given.Length > 0) return [.. given];
        var folder = Path.Combine(Folders.Prompts, "contrast");
        List<string> files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];
        return files.Count > 0 ? files : throw new InputException($"{Folders.Show(folder)} holds no contrast sets (*.jsonl); name the files, or restore the folder.");
    }

    private static void Print(TextWriter output, Report report)
    {
        if (report.Findings.Count > 0)
        {
            var findings = new TextTable().Add("severity").Add("rule").Add("where").Add("and", drop: 1).Add("what", wraps: true);
            foreach (var f in report.Findings) findings.Row(Words.Lower(f.Severity), f.Rule, f.Where, f.Other, f.Message);
            findings.Write(output);
        }

        var sets = new TextTable().Add("set").Add("train").Add("test").Add("scenarios").Add("statements", drop: 1).Add("high first").Add("high, characters", drop: 2).Add("low, characters", drop: 2);
        foreach (var s in report.Sets) sets.Row(s.Set, $"{s.Train}", $"{s.Test}", $"{s.Scenarios}", $"{s.Statements}", $"{s.HighFirst}", $"{s.HighLength:0.0}", $"{s.LowLength:0.0}");
        sets.Write(output);
        output.WriteLine($"{report.Texts} texts compared: {report.Errors} errors, {report.Warnings} warnings, {report.Notes} notes.");
    }
}
