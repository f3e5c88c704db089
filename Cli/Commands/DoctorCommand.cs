using System.CommandLine;
using PersonaSim.Cli.Checks;
using PersonaSim.Cli.Wiring;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim doctor`: is this machine ready, and if not, what to do.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> _model = new("--model", "-m") { Description = "Load this model too and say how much of it ggml copies.", HelpName = "FILE|NAME" };
    private static readonly Option<int?> _gpuLayers = Shared.GpuLayers();
    private static readonly Option<bool> _json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("doctor", "Check machine, library, devices, models and disk; every finding names the next step.") { _model, _gpuLayers, _json };
        HelpWithExamples.Declare(command, "persim doctor", "persim doctor --model my.gguf", "persim doctor --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var findings = Doctor.Examine(parsed.GetValue(_model), parsed.GetValue(_gpuLayers), parsed.InvocationConfiguration.Error, cancellation);
        if (parsed.GetValue(_json)) Json.Write(output, new { ok = findings.All(f => f.Verdict != Verdict.Fail), findings });
        else Print(output, findings);
        return findings.Any(f => f.Verdict == Verdict.Fail) ? 1 : 0;
    }

    private static void Print(TextWriter output, IReadOnlyList<Finding> findings)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var finding in findings)
        {
            var (word, colour) = finding.Verdict switch
            {
                Verdict.Pass => ("pass", Color.Green),
                Verdict.Warn => ("warn", Color.Yellow),
                _ => ("FAIL", Color.Red),
            };
            var detail = finding.Next is null ? finding.Detail : $"{finding.Detail}{Environment.NewLine}-> {finding.Next}";
            grid.AddRow(new Text(word, new Style(colour)), new Text(finding.Name), new Text(detail));
        }

        Screen.Write(output, grid);
        var (warnings, failures) = (findings.Count(f => f.Verdict == Verdict.Warn), findings.Count(f => f.Verdict == Verdict.Fail));
        output.WriteLine(failures == 0 && warnings == 0 ? "All green." : $"{failures} failed, {Words.Count(warnings, "warning")}.");
    }
}
