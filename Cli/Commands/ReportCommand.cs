using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Compare;
using PersonaSim.Cli.Wiring.Reports;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim report RUN...`: one HTML file with everything about a run, or about several side by side.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> _runs = new("runs") { Description = "A run by name or folder, or a comparison; several runs are laid side by side by arm.", HelpName = "RUN", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; by default report.html in the folder of the run or comparison, of several runs in the runs folder.", HelpName = "FILE" };
    private static readonly Option<bool> _open = new("--open") { Description = "Show the page in the browser." };

    private sealed record FigureJson(string Id, string Title, IReadOnlyList<EvidenceJson> Evidence);

    private sealed record EvidenceJson(string Name, string? Query, string? Formula, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

    private sealed record SectionJson(string Id, string Title, IReadOnlyList<string> Notices, IReadOnlyList<FigureJson> Figures);

    private sealed record Document(string File, long Bytes, IReadOnlyList<string> Runs, IReadOnlyList<string> Banners, IReadOnlyList<SectionJson> Sections);

    public static Command Create()
    {
        var command = new Command("report", "Writes one self-contained HTML page about a run, finished or not, about several side by side, or about a comparison: charts, tables, the queries behind every number, text for a paper.") { _runs, _out, _open, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim report town.small-steer-7 --open", "persim report town.small-steer-7 -o town.html", "persim report town.small-none-7 town.small-steer-7 town.small-steer-8", "persim report town.small-compare --open", "persim report town.small-steer-7 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var names = parsed.GetRequiredValue(_runs);
        if (names.Select(CompareFolder.Find).FirstOrDefault(f => f is not null) is { } comparison)
        {
            if (names.Length > 1) throw new InputException($"{comparison.Name} is a comparison, which has a page of its own: give it alone (persim report {comparison.Name}).");
            return Comparison(parsed, comparison, cancellation);
        }

        using var runs = RunViews.Open(names);
        var file = Path.GetFullPath(parsed.GetValue(_out) ?? Path.Combine(runs.Folders.Count == 1 ? runs.Folders[0].Path : Folders.Runs, "report.html"));
        if (Directory.Exists(file)) throw new InputException($"-o {file} is a folder: name a file in it, e.g. {Path.Combine(file, "report.html")}.");
        if (Folders.WhyNotWritable(Path.GetDirectoryName(file)!) is { } reason) throw new InputException($"The report cannot be written to {file}: {reason}. Name another file with -o.");
        ReportPage page;
        using (var line = new ProgressLine(parsed.InvocationConfiguration.Error, "reading " + string.Join(", ", runs.Folders.Select(f => f.Run)), RunReport.Steps(names.Length) + 1))
        {
            page = RunReport.Of(runs.Views, runs.Header, done => line.Report(done), cancellation);
            PageFile.Write(file, page.Html());
        }

        return Tell(parsed, file, page, [.. runs.Folders.Select(f => f.Run)]);
    }

    private static int Comparison(ParseResult parsed, CompareFolder comparison, CancellationToken cancellation)
    {
        var file = PageFile.Require("-o", parsed.GetValue(_out) ?? comparison.Page);
        var page = ComparedRuns.Page(comparison, parsed.InvocationConfiguration.Error, cancellation);
        PageFile.Write(file, page.Html());
        return Tell(parsed, file, page, [comparison.Name]);
    }

    private static int Tell(ParseResult parsed, string file, ReportPage page, IReadOnlyList<string> of)
    {
        if (parsed.GetValue(RunOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, Describe(file, page, of));
        else parsed.InvocationConfiguration.Output.WriteLine($"{Folders.Show(file)}: {page.Sections.Count} sections, {page.Sections.Sum(s => s.Blocks.OfType<Figure>().Count())} figures, {new FileInfo(file).Length / 1024:N0} KiB. It needs no network: open it in a browser, or send it to somebody.");
        if (parsed.GetValue(_open)) Open(file, parsed.InvocationConfiguration.Error);
        return 0;
    }

    private static Document Describe(string file, ReportPage page, IReadOnlyList<string> of) =>
        new(file, new FileInfo(file).Length, of, page.Banners, [.. page.Sections.Select(s => new SectionJson(s.Id, s.Title, [.. s.Blocks.OfType<Notice>().Select(n => n.Text)], [.. s.Blocks.OfType<Figure>().Select(f => new FigureJson(f.Id, f.Title, [.. f.Evidence.Select(e => new EvidenceJson(e.Name, e.Query, e.Formula, e.Rows.Columns, e.Rows.Rows))]))]))]);

    private static void Open(string file, TextWriter error)
    {
        try
        {
            using var shown = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            error.WriteLine($"persim: note: no program opened the page ({e.Message.TrimEnd('.')}): open {file} in a browser.");
        }
    }
}
